/* driver.c -- pushes and pops in the order that the input says, or in two threads at once, and says
 * which messages came out. */
#include <heapmark/exercise.h>

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "header.h"

enum { SHOWN = 12 };

struct side {
    struct queue queue;
    uint64_t pushed, popped, refused, sum; /* the last one of all that came out */
    uint64_t first[SHOWN];
    bool wrong; /* a message is not one that was pushed */
};

static struct message message_of(uint64_t number)
{
    struct message m = { number, (int64_t)(number * 2654435761u), "" };
    memcpy(m.tag, &(uint64_t){ number ^ 0x5a5a5a5a5a5a5a5au }, sizeof m.tag);
    return m;
}

static bool push(struct side *s, uint64_t number)
{
    struct message m = message_of(number);
    bool pushed = queue_push(&s->queue, &m);
    memset(&m, 0, sizeof m); /* the queue has a copy */
    s->pushed += pushed;
    s->refused += !pushed;
    return pushed;
}

static bool pop(struct side *s)
{
    struct message m;
    memset(&m, 0, sizeof m);
    if (!queue_pop(&s->queue, &m)) {
        s->sum = s->sum * 31 + 7;
        return false;
    }
    struct message right = message_of(m.number);
    s->wrong = s->wrong || memcmp(&m, &right, sizeof m) != 0;
    if (s->popped < SHOWN)
        s->first[s->popped] = m.number;
    s->popped++;
    s->sum = (s->sum ^ m.number) * 0x100000001b3u;
    return true;
}

/* What two threads share. The other one stays until the op is measured. */
struct shared {
    struct side *side;
    atomic_bool pushed_all, popped_all, may_go;
    atomic_uint_fast64_t found_empty; /* how often */
    uint64_t most, last;
    bool in_order;
};

static void *pop_all(void *arg)
{
    struct shared *sh = arg;
    struct message m;
    for (bool last_look = false; sh->side->popped <= sh->most;) { /* or it might never end */
        bool all = atomic_load(&sh->pushed_all);
        if (queue_pop(&sh->side->queue, &m)) {
            struct message right = message_of(m.number);
            sh->side->wrong = sh->side->wrong || memcmp(&m, &right, sizeof m) != 0;
            sh->in_order = sh->in_order && m.number == sh->last + 1;
            sh->last = m.number;
            sh->side->popped++;
            last_look = false;
        } else if (last_look) {
            break;
        } else {
            atomic_fetch_add(&sh->found_empty, 1);
            last_look = all;
            sched_yield();
        }
    }
    atomic_store(&sh->popped_all, true);
    while (!atomic_load(&sh->may_go))
        sched_yield();
    return NULL;
}

/* False: it is refused, although the other thread has found the queue empty since the last one. */
static bool push_at_last(struct shared *sh, const struct message *m)
{
    uint64_t before = atomic_load(&sh->found_empty);
    for (;;) {
        bool empty = atomic_load(&sh->found_empty) > before + 1 || atomic_load(&sh->popped_all);
        if (queue_push(&sh->side->queue, m))
            return true;
        if (empty)
            return false;
        sched_yield();
    }
}

static void two_threads(hm_trial *t, struct side *s, const struct header *h)
{
    struct shared sh = { .side = s, .most = h->threads, .last = h->first - 1, .in_order = true };
    pthread_t other;
    if (pthread_create(&other, NULL, pop_all, &sh) != 0)
        exit(2);
    hm_trial_begin(t);
    bool pushed = true;
    for (uint64_t i = 0; i < h->threads && pushed; i++) {
        struct message m = message_of(h->first + i);
        pushed = push_at_last(&sh, &m);
    }
    atomic_store(&sh.pushed_all, true);
    while (!atomic_load(&sh.popped_all))
        sched_yield();
    hm_trial_end(t);
    atomic_store(&sh.may_go, true);
    pthread_join(other, NULL);
    hm_say(t, "%llu of %llu messages%s, ", (unsigned long long)s->popped,
           (unsigned long long)h->threads, sh.in_order ? "" : " in another order");
    s->popped = 0;
}

static void step(struct side *s, unsigned char what, uint64_t *number)
{
    switch (what) {
    case STEP_PUSH:
        push(s, (*number)++);
        break;
    case STEP_POP:
        pop(s);
        break;
    case STEP_FILL:
        for (int i = 0; i < 2 * QUEUE_MOST && push(s, (*number)++); i++) {
        }
        break;
    default:
        for (int i = 0; i < 2 * QUEUE_MOST && pop(s); i++) {
        }
        break;
    }
}

static void say(hm_trial *t, const struct side *s)
{
    hm_say(t, "(%llu pushed, %llu refused:", (unsigned long long)s->pushed,
           (unsigned long long)s->refused);
    for (uint64_t i = 0; i < s->popped && i < SHOWN; i++)
        hm_say(t, " %llu", (unsigned long long)s->first[i]);
    if (s->popped > SHOWN)
        hm_say(t, " ... (%llu)", (unsigned long long)s->popped);
    hm_say(t, ", checksum %llx)%s", (unsigned long long)s->sum,
           s->wrong ? ", and a message is not one that was pushed" : "");
}

static void op(hm_trial *t)
{
    struct header h;
    struct side sides[QUEUES];
    memset(sides, 0, sizeof sides);
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    size_t count = hm_trial_left(t);
    const unsigned char *steps = hm_trial_take(t, count);
    if (h.threads > 0)
        two_threads(t, &sides[0], &h);
    uint64_t number = h.first;
    hm_trial_begin(t);
    for (size_t i = 0; i < count; i++)
        step(&sides[steps[i] / STEP_QUEUE], steps[i] % STEP_QUEUE, &number);
    for (size_t i = 0; i < QUEUES; i++) /* nothing stays behind */
        step(&sides[i], STEP_DRAIN, &number);
    hm_trial_end(t);
    for (size_t i = 0; i < QUEUES; i++)
        say(t, &sides[i]);
}

int main(void)
{
    return hm_exercise_main(op);
}
