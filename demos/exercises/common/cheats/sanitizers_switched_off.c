/* caught by: the attribute no_sanitize_address
 * with: solution.c
 * A sanitizer is asked not to look. */
__attribute__((no_sanitize_address, used)) static void not_looked_at(void)
{
}
