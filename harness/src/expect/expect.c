/* expect.c -- begin and end of a region, and the judgement: what was counted beside the budget. */
#include <heapmark/expect.h>

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/counters.h>

#include "count/lane.h"
#include "expect/baseline.h"
#include "expect/recorder.h"
#include "expect/report.h"

/* One budget, and what was counted for it. */
struct term {
    const char *what;
    hm_limit limit;
    int64_t counted, recorded;
};

enum { TERMS = 4 };

struct judgement {
    struct hm_expect *region;
    struct hm_expect_text text;
    struct term terms[TERMS];
    bool ratchet;
};

/* Names are looked up, and baselines read, by one thread at a time. */
static pthread_mutex_t judging = PTHREAD_MUTEX_INITIALIZER;

hm_expect *hm_priv_expect_begin(const hm_budget *budget, const hm_priv_place *place)
{
    if (hm_counting())
        hm_expect_watch(NULL);
    return hm_expect_open(budget, place);
}

static bool limited(const hm_budget *b)
{
    return b->allocs.kind != HM_LIMIT_NONE || b->bytes.kind != HM_LIMIT_NONE ||
           b->peak_bytes.kind != HM_LIMIT_NONE || b->outlive.kind != HM_LIMIT_NONE;
}

static void set_terms(struct judgement *j)
{
    const struct hm_expect *r = j->region;
    const hm_budget *b = &r->budget;
    hm_limit allocs = limited(b) ? b->allocs : hm_exactly(0);

    j->terms[0] = (struct term){ "block", allocs, (int64_t)r->allocs, 0 };
    j->terms[1] = (struct term){ "byte", b->bytes, (int64_t)r->bytes, 0 };
    j->terms[2] = (struct term){ "byte at once", b->peak_bytes, r->peak_bytes, 0 };
    j->terms[3] = (struct term){ "block that outlives the region", b->outlive, r->live_blocks, 0 };
    for (int i = 0; i < TERMS; i++)
        j->ratchet = j->ratchet || j->terms[i].limit.kind == HM_LIMIT_RATCHET;
}

static void set_name(struct hm_expect *r)
{
    if (r->budget.name != NULL)
        snprintf(r->name, sizeof r->name, "%s", r->budget.name);
    else
        snprintf(r->name, sizeof r->name, "%s:%d", r->place.file, r->place.line);
}

/* "3 blocks at once" of "block at once". */
static void say_amount(struct judgement *j, int64_t n, const char *what)
{
    int head = (int)strcspn(what, " ");
    hm_expect_say(&j->text, "%" PRId64 " %.*s%s%s", n, head, what, n == 1 ? "" : "s", what + head);
}

static hm_expect_verdict misused(struct judgement *j, const char *why)
{
    hm_expect_say(&j->text, "%s: %s (%s:%d)\n", j->region->name, why, j->region->place.file,
                  j->region->place.line);
    return HM_MISUSED;
}

/* HM_HELD: the budget makes sense. */
static hm_expect_verdict check_budget(struct judgement *j)
{
    const hm_budget *b = &j->region->budget;
    const char *headers = hm_version_problem(j->region->place.headers);

    if (headers != NULL)
        return misused(j, headers);
    for (int i = 0; i < TERMS; i++)
        if (j->terms[i].limit.value < 0)
            return misused(j, "a budget below zero");
    if (j->ratchet && b->baseline == NULL)
        return misused(j, "a ratchet without the name of a baseline");
    if (j->ratchet && (b->name == NULL || strpbrk(b->name, "\r\n") != NULL))
        return misused(j, "a ratchet needs a name of one line");
    if (b->baseline != NULL && b->name != NULL && strpbrk(b->name, "\r\n") != NULL)
        return misused(j, "a baseline needs a name of one line");
    return HM_HELD;
}

static bool updating(void)
{
    const char *wish = getenv("HEAPMARK_BASELINE");
    return wish != NULL && strcmp(wish, "update") == 0;
}

static hm_expect_verdict unreadable(struct judgement *j, const struct hm_expect_recorded *r)
{
    if (r->line != 0)
        hm_expect_say(&j->text, "%s:%d: no baseline of schema heapmark-budgets/1\n",
                      j->region->budget.baseline, r->line);
    else
        hm_expect_say(&j->text, "%s: cannot be read: %s\n", j->region->budget.baseline,
                      strerror(errno));
    return HM_MISUSED;
}

/* HM_HELD: the baseline has numbers of this region. Otherwise the text says why not. */
static hm_expect_verdict look_up(struct judgement *j, struct hm_expect_recorded *r)
{
    const char *file = j->region->budget.baseline;

    switch (hm_expect_recall(j->region, r)) {
    case HM_EXPECT_KNOWN:
        break;
    case HM_EXPECT_UNREADABLE:
        return unreadable(j, r);
    case HM_EXPECT_OTHER_TOOLCHAIN:
        hm_expect_say(&j->text, "%s: %s has numbers of %s, none of %s\n", j->region->name, file,
                      r->other, j->region->place.toolchain);
        return HM_CANNOT_COUNT;
    case HM_EXPECT_NO_FILE:
    case HM_EXPECT_NO_REGION:
        hm_expect_say(&j->text,
                      "%s: no numbers in %s; HEAPMARK_BASELINE=update in the environment writes "
                      "them\n",
                      j->region->name, file);
        return HM_BROKEN;
    }
    return HM_HELD;
}

static hm_expect_verdict recall(struct judgement *j)
{
    struct hm_expect_recorded r;
    hm_expect_verdict verdict = look_up(j, &r);

    if (verdict != HM_HELD)
        return verdict;
    j->terms[0].recorded = (int64_t)r.allocs;
    j->terms[1].recorded = (int64_t)r.bytes;
    j->terms[2].recorded = r.peak_bytes;
    j->terms[3].recorded = r.outlive;
    return HM_HELD;
}

static bool holds(const struct term *t)
{
    switch (t->limit.kind) {
    case HM_LIMIT_EXACTLY:
        return t->counted == t->limit.value;
    case HM_LIMIT_AT_MOST:
        return t->counted <= t->limit.value;
    case HM_LIMIT_RATCHET:
        return t->counted <= t->recorded;
    case HM_LIMIT_NONE:
        break;
    }
    return true;
}

static void say_term(struct judgement *j, const struct term *t)
{
    hm_expect_say(&j->text, "%s: ", j->region->name);
    say_amount(j, t->counted, t->what);
    if (t->limit.kind == HM_LIMIT_RATCHET)
        hm_expect_say(&j->text, ", the baseline has %" PRId64, t->recorded);
    else
        hm_expect_say(&j->text, ", the budget is %s%" PRId64,
                      t->limit.kind == HM_LIMIT_AT_MOST ? "at most " : "", t->limit.value);
    if (j->region->budget.name != NULL) /* else that is the name */
        hm_expect_say(&j->text, " (%s:%d)", j->region->place.file, j->region->place.line);
    hm_expect_say(&j->text, "\n");
}

/* Fewer than recorded is good, and worth recording. */
static void say_lower(struct judgement *j)
{
    for (int i = 0; i < TERMS; i++) {
        const struct term *t = &j->terms[i];
        if (t->limit.kind != HM_LIMIT_RATCHET || t->counted >= t->recorded)
            continue;
        hm_expect_say(&j->text, "%s: ", j->region->name);
        say_amount(j, t->counted, t->what);
        hm_expect_say(&j->text,
                      ", the baseline has %" PRId64 ": HEAPMARK_BASELINE=update keeps it\n",
                      t->recorded);
    }
}

/* Without a tracer the verdicts are those of a command that runs the test as it is. Said once. */
static void say_how_to_trace(struct judgement *j)
{
#if defined(__x86_64__)
    static bool said; /* under the lock of the judgement */

    if (!said)
        hm_expect_say(&j->text, "in which frame they could live: heapmark trace --any %s\n",
                      program_invocation_name);
    said = true;
#else
    (void)j;
#endif
}

/* Which sites changed since the last good run. The verdict stands, whatever the file says. */
static void say_difference(struct judgement *j)
{
    struct hm_expect_recorded r;

    if (j->region->budget.baseline != NULL && look_up(j, &r) == HM_HELD)
        hm_expect_say_difference(&j->text, j->region);
}

static hm_expect_verdict compare(struct judgement *j)
{
    bool broken = false;

    for (int i = 0; i < TERMS; i++) {
        if (holds(&j->terms[i]))
            continue;
        say_term(j, &j->terms[i]);
        broken = true;
    }
    if (!broken) {
        say_lower(j);
        return HM_HELD;
    }
    bool judged = hm_expect_say_sites(&j->text, j->region);
    say_difference(j);
    if (j->region->allocs > 0 && !judged)
        say_how_to_trace(j);
    return HM_BROKEN;
}

/* A ratchet is set to what was counted. The other limits decide whether this was a good run. */
static void accept_ratchets(struct judgement *j)
{
    for (int i = 0; i < TERMS; i++)
        j->terms[i].recorded = j->terms[i].counted;
}

static hm_expect_verdict update(struct judgement *j)
{
    int error = hm_expect_record(j->region);

    if (error == 0)
        return HM_HELD;
    hm_expect_say(&j->text, "%s: %s\n", j->region->budget.baseline,
                  error == EINVAL ? "no baseline of schema heapmark-budgets/1" : strerror(error));
    return HM_MISUSED;
}

static hm_expect_verdict judge(struct judgement *j, bool was_open)
{
    hm_expect_verdict verdict = check_budget(j);

    if (verdict != HM_HELD)
        return verdict;
    if (!hm_counting()) {
        hm_expect_say(&j->text, "%s: cannot count here: %s\n", j->region->name,
                      hm_counting_reason());
        return HM_CANNOT_COUNT;
    }
    if (!was_open)
        return misused(j, "the region was given up: its function was left, it was ended before, "
                          "or more than 32 were open");
    if (j->region->not_followed != 0)
        return misused(j, "no memory to follow its blocks");
    bool keep = j->region->budget.baseline != NULL && updating();
    if (keep)
        accept_ratchets(j);
    else if (j->ratchet && (verdict = recall(j)) != HM_HELD)
        return verdict;
    verdict = compare(j);
    return keep && verdict == HM_HELD ? update(j) : verdict;
}

const hm_finding *hm_expect_end(hm_expect *region)
{
    bool was_open = hm_expect_close(region);
    struct hm_count_lane *mine = hm_count_guard_enter();
    struct judgement j = { .region = region, .text = { region->message, sizeof region->message } };
    int saved = errno;

    set_name(region);
    set_terms(&j);
    pthread_mutex_lock(&judging);
    hm_expect_verdict verdict = judge(&j, was_open);
    pthread_mutex_unlock(&judging);
    region->finding = (hm_finding){ .verdict = verdict,
                                    .allocs = region->allocs,
                                    .bytes = region->bytes,
                                    .peak_bytes = region->peak_bytes,
                                    .outlive = region->live_blocks,
                                    .message = region->message };
    errno = saved;
    hm_count_guard_leave(mine);
    return &region->finding;
}

const hm_finding *hm_priv_expect_call(const hm_budget *budget, void (*fn)(void *arg), void *arg,
                                      const hm_priv_place *place)
{
    unsigned calls = budget->calls != 0 ? budget->calls : 1;

    for (unsigned i = 0; i < budget->warm_up; i++)
        fn(arg);
    hm_expect *region = hm_priv_expect_begin(budget, place);
    for (unsigned i = 0; i < calls; i++)
        fn(arg);
    return hm_expect_end(region);
}
