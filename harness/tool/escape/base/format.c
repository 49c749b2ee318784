/* format.c -- read a format of printf(), one conversion after the other; contract in format.h. */
#include "escape/base/format.h"

#include <string.h>

/* One conversion, behind its '%'. Counts *index down for each argument that it takes; returns its
 * letter when that was the one asked for, else '\0'. *at moves behind it. */
static char conversion(const char **at, unsigned *index)
{
    const char *from = *at;
    for (; *from != '\0' && strchr("-+ #0'I123456789.*hlLqjzt", *from) != NULL; from++)
        if (*from == '*' && (*index)-- == 0)
            return '*';
    *at = *from != '\0' ? from + 1 : from;
    if (*from == '\0' || *from == '%' || *from == 'm')
        return '\0';
    return (*index)-- == 0 ? *from : '\0';
}

char escape_format_conversion(const char *format, unsigned index)
{
    if (strchr(format, '$') != NULL)
        return '\0';
    while ((format = strchr(format, '%')) != NULL) {
        format++;
        char letter = conversion(&format, &index);
        if (letter != '\0')
            return letter;
    }
    return '\0';
}
