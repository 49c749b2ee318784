/* caught by: #pragma, line 4
 * with: solution.c
 * Words to the compiler, which then keeps quiet about the rest. */
#pragma GCC diagnostic ignored "-Wunused-variable"
