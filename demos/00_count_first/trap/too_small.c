/* expect: -Wformat-truncation */
#include <stdio.h>

int log_line(const char *text)
{
    char line[8];
    return snprintf(line, sizeof line, "message: %s", text);
}
