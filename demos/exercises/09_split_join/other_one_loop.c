/* other_one_loop.c -- byte by byte: for each column the line is read from its beginning, and the
 * commas are counted. */
#include "contract.h"

size_t pick_fields(char *out, size_t size, struct view line, const unsigned *columns, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned column = 0;
        if (i > 0 && at++ < size)
            out[at - 1] = ';';
        for (size_t k = 0; k < line.len && column <= columns[i]; k++)
            if (line.at[k] == ',')
                column++;
            else if (column == columns[i] && at++ < size)
                out[at - 1] = line.at[k];
    }
    return at;
}
