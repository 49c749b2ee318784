/* alike.c -- winnowed fingerprints, and each pair of answers that has most of them in common. */
#include "class/alike.h"

#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "class/tokens.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"

enum {
    RUN = 9,           /* tokens of one hash */
    WINDOW = 5,        /* hashes of one fingerprint */
    FEW = 8,           /* own fingerprints below which nothing can be said */
    NEAR_PERCENT = 70, /* of them that two answers have in common */
    ANSWER_MAX = 256 * 1024,
};

struct prints {
    uint64_t *list; /* sorted, each once; owned */
    size_t count, capacity;
};

/* What is compared of one answer. */
struct looked_at {
    bool there;
    uint64_t bytes, exact, plain; /* hashes of all bytes and all tokens */
    struct prints own;
};

static uint64_t hash(uint64_t from, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < n; i++)
        from = (from ^ at[i]) * 1099511628211u;
    return from;
}

enum { FNV = 1 }; /* where a hash begins; any number but 0 does */

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void sort_once(struct prints *p)
{
    if (p->count == 0)
        return;
    qsort(p->list, p->count, sizeof *p->list, by_value);
    size_t kept = 1;
    for (size_t i = 1; i < p->count; i++)
        if (p->list[i] != p->list[kept - 1])
            p->list[kept++] = p->list[i];
    p->count = kept;
}

static void winnow(const struct class_tokens *t, struct prints *p)
{
    size_t runs = t->count >= RUN ? t->count - RUN + 1 : 0;
    uint64_t window[WINDOW] = { 0 };
    for (size_t i = 0; i < runs; i++) {
        window[i % WINDOW] = hash(FNV, t->plain + i, RUN * sizeof *t->plain);
        uint64_t least = UINT64_MAX;
        for (size_t k = 0; k < WINDOW; k++)
            least = window[k] < least ? window[k] : least;
        if (i + 1 >= WINDOW)
            *XPUSH(p->list, p->count, p->capacity) = least;
    }
    sort_once(p);
}

/* The text of a plain file; NULL: none. */
static char *text_of(const char *path, size_t *length)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool plain = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    char *text = plain ? xzalloc(ANSWER_MAX + 1) : NULL;
    ssize_t n = plain ? read(fd, text, ANSWER_MAX) : -1;
    *length = n > 0 ? (size_t)n : 0;
    if (fd >= 0)
        close(fd);
    return text;
}

static void look_at(const char *path, struct looked_at *l)
{
    size_t length;
    char *text = text_of(path, &length);
    memset(l, 0, sizeof *l);
    if (text == NULL)
        return;
    struct class_tokens t;
    class_tokens_of(text, &t);
    l->there = t.count > 0;
    l->bytes = hash(FNV, text, length);
    l->exact = hash(FNV, t.exact, t.count * sizeof *t.exact);
    l->plain = hash(FNV, t.plain, t.count * sizeof *t.plain);
    winnow(&t, &l->own);
    class_tokens_done(&t);
    free(text);
}

static bool has(const struct prints *p, uint64_t print)
{
    return p->count > 0 && bsearch(&print, p->list, p->count, sizeof *p->list, by_value) != NULL;
}

/* What the course itself gives away. */
struct given {
    struct prints prints;
    uint64_t *plain; /* of each file, owned */
    size_t count, capacity;
};

static void add_given(struct given *g, const char *path)
{
    struct looked_at l;
    look_at(path, &l);
    *XPUSH(g->plain, g->count, g->capacity) = l.plain;
    for (size_t i = 0; i < l.own.count; i++)
        *XPUSH(g->prints.list, g->prints.count, g->prints.capacity) = l.own.list[i];
    free(l.own.list);
}

static void find_given(const struct exercise *e, struct given *g)
{
    static const char *const patterns[] = { "start.c", "solution.c", "half_way.c", "other_*.c" };
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        char *pattern = xprintf("%s/%s", e->folder, patterns[i]);
        glob_t found = { 0 };
        if (glob(pattern, 0, NULL, &found) == 0)
            for (size_t k = 0; k < found.gl_pathc; k++)
                add_given(g, found.gl_pathv[k]);
        globfree(&found);
        free(pattern);
    }
    sort_once(&g->prints);
}

/* An answer that is the course's own text says nothing; of the others what is left does. */
static void take_away(struct looked_at *l, const struct given *g)
{
    size_t kept = 0;
    for (size_t i = 0; i < g->count; i++)
        l->there = l->there && l->plain != g->plain[i];
    for (size_t i = 0; i < l->own.count; i++)
        if (!has(&g->prints, l->own.list[i]))
            l->own.list[kept++] = l->own.list[i];
    l->own.count = kept;
}

static int percent_common(const struct prints *a, const struct prints *b)
{
    size_t common = 0, fewer = a->count < b->count ? a->count : b->count;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        common += a->list[i] == b->list[j];
        uint64_t x = a->list[i], y = b->list[j];
        i += x <= y;
        j += y <= x;
    }
    return fewer >= FEW ? (int)(100 * common / fewer) : 0;
}

static bool are_alike(const struct looked_at *a, const struct looked_at *b, struct class_pair *pair)
{
    if (!a->there || !b->there)
        return false;
    pair->percent = 100;
    pair->how = a->bytes == b->bytes   ? CLASS_SAME_BYTES
                : a->exact == b->exact ? CLASS_SAME_TOKENS
                : a->plain == b->plain ? CLASS_SAME_NAMES
                                       : CLASS_NEAR;
    if (pair->how == CLASS_NEAR)
        pair->percent = percent_common(&a->own, &b->own);
    return pair->percent >= NEAR_PERCENT;
}

static int by_likeness(const void *a, const void *b)
{
    const struct class_pair *x = a, *y = b;
    if (x->exercise != y->exercise)
        return x->exercise < y->exercise ? -1 : 1;
    if (x->how != y->how)
        return x->how < y->how ? -1 : 1;
    if (x->percent != y->percent)
        return x->percent > y->percent ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

struct class_pair *class_alike(const struct class *c, size_t *count)
{
    struct class_pair *pairs = NULL, pair;
    size_t n = 0, capacity = 0;
    struct looked_at *all = xzalloc((c->count + 1) * sizeof *all);
    for (pair.exercise = 0; pair.exercise < c->exercise_count; pair.exercise++) {
        struct given given = { 0 };
        find_given(&c->exercises[pair.exercise], &given);
        for (size_t i = 0; i < c->count; i++) {
            look_at(c->students[i].answers[pair.exercise].path, &all[i]);
            take_away(&all[i], &given);
        }
        for (pair.a = 0; pair.a < c->count; pair.a++)
            for (pair.b = pair.a + 1; pair.b < c->count; pair.b++)
                if (are_alike(&all[pair.a], &all[pair.b], &pair))
                    *XPUSH(pairs, n, capacity) = pair;
        for (size_t i = 0; i < c->count; i++)
            free(all[i].own.list);
        free(given.prints.list);
        free(given.plain);
    }
    free(all);
    if (n > 0)
        qsort(pairs, n, sizeof *pairs, by_likeness);
    *count = n;
    return pairs;
}
