/* path.c -- sets of offsets (congruences) and the paths made of them; contract in path.h. */
#include "escape/base/path.h"

static int64_t greatest_common_divisor(int64_t a, int64_t b)
{
    if (a < 0)
        a = -a;
    if (b < 0)
        b = -b;
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The one spelling of each set, so that equal sets compare equal. */
static struct hm__offset normal(int64_t at, int64_t step)
{
    /* Offsets this large are arithmetic on addresses, not places in an object. */
    const int64_t limit = INT64_C(1) << 40;
    if (at > limit || at < -limit || step > limit)
        return hm__offset_any();
    if (step != 0)
        at = ((at % step) + step) % step;
    return (struct hm__offset){ .at = at, .step = step };
}

struct hm__offset hm__offset_exactly(int64_t at)
{
    return normal(at, 0);
}

struct hm__offset hm__offset_any(void)
{
    return (struct hm__offset){ .at = 0, .step = 1 };
}

struct hm__offset hm__offset_every(int64_t at, int64_t step)
{
    return normal(at, step < 0 ? -step : step);
}

struct hm__offset hm__offset_plus(struct hm__offset a, struct hm__offset b)
{
    return normal(a.at + b.at, greatest_common_divisor(a.step, b.step));
}

struct hm__offset hm__offset_minus(struct hm__offset a, struct hm__offset b)
{
    return normal(a.at - b.at, greatest_common_divisor(a.step, b.step));
}

struct hm__offset hm__offset_join(struct hm__offset a, struct hm__offset b)
{
    int64_t step = greatest_common_divisor(a.step, b.step);
    return normal(a.at, greatest_common_divisor(step, a.at - b.at));
}

bool hm__offset_meets(struct hm__offset set, int64_t low, int64_t high)
{
    if (high - low <= 1)
        return false;
    if (set.step == 0)
        return low < set.at && set.at < high;
    int64_t distance = (((set.at - (low + 1)) % set.step) + set.step) % set.step;
    return low + 1 + distance < high;
}

struct hm__path hm__path_unknown(unsigned depth)
{
    struct hm__path path = { .depth = depth };
    for (unsigned i = 0; i <= HM__DEPTH_MAX; i++)
        path.at[i] = i <= depth ? hm__offset_any() : hm__offset_exactly(0);
    return path;
}

struct hm__path hm__path_start(void)
{
    struct hm__path path = hm__path_unknown(0);
    path.at[0] = hm__offset_exactly(0);
    return path;
}

struct hm__path hm__path_push(struct hm__path path, struct hm__offset where)
{
    if (path.depth == HM__DEPTH_MAX) {
        path = hm__path_unknown(HM__DEPTH_MAX);
        path.deeper = true;
        return path;
    }
    for (unsigned i = path.depth + 1; i > 0; i--)
        path.at[i] = path.at[i - 1];
    path.at[0] = where;
    path.depth++;
    return path;
}

struct hm__path hm__path_pop(struct hm__path path)
{
    if (path.deeper)
        return path;
    for (unsigned i = 0; i < path.depth; i++)
        path.at[i] = path.at[i + 1];
    path.at[path.depth] = hm__offset_exactly(0);
    path.depth--;
    return path;
}

struct hm__path hm__path_moved(struct hm__path path, struct hm__offset by)
{
    path.at[0] = hm__offset_minus(path.at[0], by);
    return path;
}

static bool offset_equal(struct hm__offset a, struct hm__offset b)
{
    return a.at == b.at && a.step == b.step;
}

bool hm__path_equal(const struct hm__path *a, const struct hm__path *b)
{
    if (a->depth != b->depth || a->deeper != b->deeper)
        return false;
    for (unsigned i = 0; i <= a->depth; i++)
        if (!offset_equal(a->at[i], b->at[i]))
            return false;
    return true;
}

bool hm__path_join(struct hm__path *into, const struct hm__path *more)
{
    struct hm__path before = *into;
    into->deeper = into->deeper || more->deeper;
    for (unsigned i = 0; i <= into->depth; i++)
        into->at[i] = hm__offset_join(into->at[i], more->at[i]);
    return !hm__path_equal(&before, into);
}
