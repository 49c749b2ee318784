/* check.c -- the checks that the student sees: the bytes of SET C 1 and of a text. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"

struct recorder {
    struct wire wire; /* first, so that record() can cast struct wire * to this type */
    size_t len;
    char bytes[128];
};

static int record(struct wire *w, const char *bytes, size_t len)
{
    struct recorder *r = (struct recorder *)w;
    for (size_t i = 0; i < len && r->len < sizeof r->bytes; i++)
        r->bytes[r->len++] = bytes[i];
    return 0;
}

static bool sent(hm_check *c, const struct recorder *r, const char *want)
{
    return hm_expect(c, r->len == strlen(want) && memcmp(r->bytes, want, r->len) == 0,
                     "%zu bytes went over the wire, and they are not the %zu of the contract",
                     r->len, strlen(want));
}

static bool sends_set_c_1(hm_check *c)
{
    struct recorder r = { { record }, 0, "" };
    int error = set_int(&r.wire, (struct text){ "C", 1 }, 1);
    return hm_expect(c, error == 0, "it returns %d", error) &&
           sent(c, &r, "*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
}

static bool sends_a_text(hm_check *c)
{
    struct recorder r = { { record }, 0, "" };
    int error = set_text(&r.wire, (struct text){ "key", 3 }, (struct text){ "hello", 5 });
    return hm_expect(c, error == 0, "it returns %d", error) &&
           sent(c, &r, "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$5\r\nhello\r\n");
}

static void op(void)
{
    struct recorder r = { { record }, 0, "" };
    hm_keep(set_int(&r.wire, (struct text){ "C", 1 }, 1000));
}

int main(void)
{
    static const hm_exercise_check checks[] = {
        { "it sends SET C 1", sends_set_c_1 },
        { "it sends a text", sends_a_text },
    };
    return hm_exercise_main(&(hm_exercise){ checks, HM_COUNT(checks), op });
}
