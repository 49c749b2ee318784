/* caught by: #line, line 4
 * with: solution.c
 * It says that it is a file of the system. */
#line 1 "/usr/include/stdlib.h"
