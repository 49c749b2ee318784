/* names.c -- the library's reader of debug information: what src/expect asks when a budget breaks.
 *
 * Part of the libraries that tests link, not of the command. */
#include "expect/name.h"
#include "symbols/own.h"

size_t hm_expect_name_by_debug(uintptr_t pc, struct hm_expect_frame *frames, size_t max)
{
    size_t count = 0;
    const struct symbols_symbol *at =
        symbols_own_at((const void *)pc, &count); // NOLINT(performance-no-int-to-ptr)

    if (at == NULL)
        return 0;
    for (size_t i = 0; i < count && i < max; i++) {
        frames[i].function = at[i].function;
        frames[i].file = at[i].file;
        frames[i].line = at[i].line;
    }
    return at[0].function == NULL && at[0].file == NULL ? 0 : count < max ? count : max;
}
