/* driver.c -- lets the answer send one command and says what went over the wire. The input is a
 * struct header, the bytes of the key, and then the number, the bytes of the value or how many. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

enum { SEEN = 200 };

/* The far end: it keeps the first bytes and a checksum of all, and can fail at a given byte. What
 * it has got until then does not depend on how the answer cuts its writes. */
struct peer {
    struct wire wire; /* first, so that take() can cast struct wire * to this type */
    uint32_t fail_at;
    int error;
    bool failed, wrote_on;
    size_t len;
    uint64_t sum;
    char bytes[SEEN];
};

static int take(struct wire *w, const char *bytes, size_t len)
{
    struct peer *p = (struct peer *)w;
    p->wrote_on = p->wrote_on || p->failed;
    for (size_t i = 0; i < len && !p->failed; i++) {
        p->failed = p->fail_at != 0 && p->len + 1 == p->fail_at;
        if (p->failed)
            break;
        if (p->len < SEEN)
            p->bytes[p->len] = bytes[i];
        p->len++;
        p->sum = (p->sum ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    }
    return p->failed ? p->error : 0;
}

/* Too long to travel: byte i follows from i. */
static struct text long_value(size_t length)
{
    static char bytes[LONG_MOST];
    for (size_t i = 0; i < length && i < sizeof bytes; i++)
        bytes[i] = (char)(i * 2654435761u >> 24);
    return (struct text){ bytes, length < sizeof bytes ? length : sizeof bytes };
}

static void op(hm_trial *t)
{
    struct header h;
    int64_t number = 0;
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    struct peer p = { .wire = { take }, .fail_at = h.fail_at, .error = h.error };
    struct text key = { hm_trial_take(t, h.key_length), h.key_length }, value = { "", 0 };
    if (h.kind == NUMBER || h.kind == LONG_TEXT)
        memcpy(&number, hm_trial_take(t, sizeof number), sizeof number);
    if (h.kind == TEXT)
        value.len = hm_trial_left(t), value.at = hm_trial_take(t, value.len);
    if (h.kind == LONG_TEXT)
        value = long_value((size_t)number);
    hm_trial_begin(t);
    int error = h.kind == NUMBER ? set_int(&p.wire, key, number) : set_text(&p.wire, key, value);
    hm_trial_end(t);
    hm_say_bytes(t, p.bytes, p.len < SEEN ? p.len : SEEN);
    if (p.len > SEEN)
        hm_say(t, "... (%zu bytes, checksum %016llx)", p.len, (unsigned long long)p.sum);
    if (error != 0)
        hm_say(t, ", and it returns %d", error);
    if (p.wrote_on)
        hm_say(t, ", and it writes on after write() has failed");
}

int main(void)
{
    return hm_exercise_main(op);
}
