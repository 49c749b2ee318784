/* driver.c -- lets the answer write one reply or two, each to a buffer of its own, and then says
 * what is in both. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

enum { ROOM = TEXT_MOST + 64, GUARD = 16, UNTOUCHED = 0x5a };

struct written {
    struct reply reply;
    size_t size, length;
    char buffer[ROOM + GUARD];
};

static void take_reply(hm_trial *t, struct written *w)
{
    struct header h;
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    w->size = h.size < ROOM ? h.size : ROOM;
    w->reply = (struct reply){ (enum reply_kind)h.kind, h.integer, h.number, NULL, h.len };
    w->reply.at = hm_trial_take(t, h.len);
    memset(w->buffer, UNTOUCHED, sizeof w->buffer);
}

static void say(hm_trial *t, const struct written *w)
{
    hm_say_bytes(t, w->buffer, w->length < w->size ? w->length : w->size);
    hm_say(t, " (length %zu)", w->length);
    for (size_t i = w->size; i < sizeof w->buffer; i++)
        if (w->buffer[i] != UNTOUCHED) {
            hm_say(t, ", and it writes behind the end of the buffer");
            return;
        }
}

static void op(hm_trial *t)
{
    struct written all[REPLIES_MOST];
    size_t count = 0;
    for (; hm_trial_left(t) > 0 && count < REPLIES_MOST; count++)
        take_reply(t, &all[count]);
    hm_trial_begin(t);
    for (size_t i = 0; i < count; i++)
        all[i].length =
            reply_write(all[i].size > 0 ? all[i].buffer : NULL, all[i].size, &all[i].reply);
    hm_trial_end(t);
    for (size_t i = 0; i < count; i++)
        say(t, &all[i]);
}

int main(void)
{
    return hm_exercise_main(op);
}
