/* format.h -- what a format of printf() does with its arguments. */
#ifndef HM_ESCAPE_BASE_FORMAT_H
#define HM_ESCAPE_BASE_FORMAT_H

/* The letter of the conversion of argument `index` after the format, from 0: 's', 'd', 'p'; '*' for
 * a width or a precision. '\0' when the format has none for it, or has numbers ("%1$s"). */
char escape_format_conversion(const char *format, unsigned index);

#endif
