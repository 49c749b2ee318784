/* caught by: it compiles: 01_vec3.c:3:10: fatal error
 * The reference itself. */
#include "solution.c"
