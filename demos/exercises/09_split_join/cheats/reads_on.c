/* caught by: it picks two of three fields
 * It looks for a comma or a NUL behind the end of the line. */
#include "contract.h"

size_t pick_fields(char *out, size_t size, struct view line, const unsigned *columns, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const char *field = line.at;
        if (i > 0 && at++ < size)
            out[at - 1] = ';';
        for (unsigned column = 0; column < columns[i]; column++) {
            while (*field != ',' && *field != '\0')
                field++;
            field += *field == ',';
        }
        for (; *field != ',' && *field != '\0'; field++)
            if (at++ < size)
                out[at - 1] = *field;
    }
    return at;
}
