/* caught by: it sends forty random commands
 * It always sends the 27 bytes of SET C 1. */
#include "contract.h"

int set_int(struct wire *w, struct text key, int64_t value)
{
    (void)key, (void)value;
    return w->write(w, "*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n", 27);
}

int set_text(struct wire *w, struct text key, struct text value)
{
    (void)key, (void)value;
    return w->write(w, "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nhello\r\n", 33);
}
