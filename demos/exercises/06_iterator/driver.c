/* driver.c -- takes numbers from iterators, in the order that the input says, and prints them. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

enum { GUARD = 0x5a };

/* Behind each iterator is something else of the caller. */
struct guarded {
    struct iterator it;
    unsigned char guard[16];
};

struct taken {
    bool more;
    int64_t value;
};

static void op(hm_trial *t)
{
    struct header h;
    struct guarded all[ITERATORS_MOST];
    struct taken taken[CALLS_MOST];
    memset(all, GUARD, sizeof all);
    memset(taken, 0, sizeof taken);
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    size_t calls = hm_trial_left(t);
    const unsigned char *order = hm_trial_take(t, calls);
    hm_trial_begin(t);
    for (size_t i = 0; i < h.count; i++)
        iterator_start(&all[i].it, h.numbers[i].first, h.numbers[i].last, h.numbers[i].step);
    for (size_t i = 0; i < calls; i++)
        taken[i].more = iterator_next(&all[order[i]].it, &taken[i].value);
    for (size_t i = 0; i < h.count; i++)
        iterator_end(&all[i].it);
    hm_trial_end(t);
    for (size_t i = 0; i < calls; i++)
        if (taken[i].more)
            hm_say(t, "%s%lld", i > 0 ? " " : "", (long long)taken[i].value);
        else
            hm_say(t, "%send", i > 0 ? " " : "");
    for (size_t i = 0; i < ITERATORS_MOST; i++)
        for (size_t k = 0; k < sizeof all[i].guard; k++)
            if (all[i].guard[k] != GUARD) {
                hm_say(t, ", and it writes behind an iterator");
                return;
            }
}

int main(void)
{
    return hm_exercise_main(op);
}
