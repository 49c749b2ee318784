/* pattern.c -- quotes the name of a benchmark for a regular expression. */
#include "cli/pattern.h"

#include <string.h>

#include "cli/xalloc.h"

char *cli_pattern(const char *name)
{
    char *pattern = xzalloc(strlen(name) * 3 + 3), *to = pattern;
    *to++ = '^';
    for (const char *from = name; *from != '\0'; from++) {
        if (*from == '/') {
            memcpy(to, "$/^", 3);
            to += 3;
            continue;
        }
        if (strchr("\\^$.|?*+()[]{}", *from) != NULL)
            *to++ = '\\';
        *to++ = *from;
    }
    *to++ = '$';
    *to = '\0';
    return pattern;
}
