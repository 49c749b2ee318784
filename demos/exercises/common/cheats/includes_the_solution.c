/* caught by: fatal error:
 * with:
 * The reference itself. */
#include "solution.c"
