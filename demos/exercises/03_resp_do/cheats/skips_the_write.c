/* caught by: it sends SET C 1
 * It writes nothing, so it allocates nothing. */
#include "contract.h"

int set_int(struct wire *w, struct text key, int64_t value)
{
    (void)w, (void)key, (void)value;
    return 0;
}

int set_text(struct wire *w, struct text key, struct text value)
{
    (void)w, (void)key, (void)value;
    return 0;
}
