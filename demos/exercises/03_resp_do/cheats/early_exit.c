/* caught by: it calls
 * It ends the program before anything is checked. */
#include "contract.h"

#include <stdlib.h>

int set_int(struct wire *w, struct text key, int64_t value)
{
    (void)w, (void)key, (void)value;
    quick_exit(0);
}

int set_text(struct wire *w, struct text key, struct text value)
{
    (void)w, (void)key, (void)value;
    quick_exit(0);
}
