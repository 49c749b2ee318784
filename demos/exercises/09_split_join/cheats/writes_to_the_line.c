/* caught by: it picks two of three fields
 * It writes a NUL over each comma, as strtok() does. */
#include "contract.h"

#include <string.h>

size_t pick_fields(char *out, size_t size, struct view line, const unsigned *columns, size_t count)
{
    char *text = (char *)line.at;
    size_t at = 0;
    for (size_t i = 0; i < line.len; i++)
        if (text[i] == ',')
            text[i] = '\0';
    for (size_t i = 0; i < count; i++) {
        unsigned column = 0;
        if (i > 0 && at++ < size)
            out[at - 1] = ';';
        for (size_t k = 0; k < line.len; k++)
            if (text[k] == '\0')
                column++;
            else if (column == columns[i] && at++ < size)
                out[at - 1] = text[k];
    }
    return at;
}
