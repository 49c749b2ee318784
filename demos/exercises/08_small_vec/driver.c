/* driver.c -- fills lists in turn, moves them, and says what is in them at the end. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

enum { USELESS = 0x5a };

struct list {
    struct vec places[2], *vec; /* where it is now */
    struct header header;
    const int64_t *numbers;
    int64_t got[NUMBERS_MOST];
    size_t length, after_clear;
    bool full;
};

/* What was there before is not the list's any more, and another one's soon. */
static void move(struct list *l)
{
    struct vec *to = l->vec == &l->places[0] ? &l->places[1] : &l->places[0];
    *to = *l->vec;
    memset(l->vec, USELESS, sizeof *l->vec);
    l->vec = to;
}

static void push(struct list *l, size_t i)
{
    if (i < l->header.length && !l->full)
        l->full = !vec_push(l->vec, l->numbers[i]);
    if (i + 1 == l->header.moved_at)
        move(l);
}

static void finish(struct list *l)
{
    l->length = vec_length(l->vec);
    for (size_t i = 0; i < l->length && i < NUMBERS_MOST; i++)
        l->got[i] = vec_at(l->vec, i);
    vec_clear(l->vec);
    l->after_clear = vec_length(l->vec);
}

static void say(hm_trial *t, const struct list *l)
{
    size_t count = l->length < NUMBERS_MOST ? l->length : NUMBERS_MOST;
    hm_say(t, "(%zu:", l->length);
    for (size_t i = 0; i < count && i < 8; i++)
        hm_say(t, " %lld", (long long)l->got[i]);
    if (count > 8) {
        hm_say(t, " ... ");
        hm_say_bytes(t, l->got, count * sizeof l->got[0]);
    }
    hm_say(t, ")%s%s", l->full ? ", and there is no memory" : "",
           l->after_clear != 0 ? ", and it is not empty after vec_clear()" : "");
}

static void op(hm_trial *t)
{
    struct list all[LISTS_MOST];
    size_t count = 0;
    memset(all, 0, sizeof all);
    for (; hm_trial_left(t) > 0 && count < LISTS_MOST; count++) {
        memcpy(&all[count].header, hm_trial_take(t, sizeof(struct header)), sizeof(struct header));
        all[count].numbers = hm_trial_take(t, all[count].header.length * sizeof(int64_t));
        all[count].vec = &all[count].places[0];
    }
    hm_trial_begin(t);
    for (size_t i = 0; i < NUMBERS_MOST; i++)
        for (size_t k = 0; k < count; k++)
            push(&all[k], i);
    for (size_t k = 0; k < count; k++)
        finish(&all[k]);
    hm_trial_end(t);
    for (size_t k = 0; k < count; k++)
        say(t, &all[k]);
}

int main(void)
{
    return hm_exercise_main(op);
}
