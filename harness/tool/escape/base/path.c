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

/* The canonical form of a set, so that equal sets compare equal. */
static struct escape_offset normal(int64_t at, int64_t step)
{
    /* Offsets this large come from arithmetic on addresses; they are no places in an object. */
    const int64_t limit = INT64_C(1) << 40;
    if (at > limit || at < -limit || step > limit)
        return escape_offset_any();
    if (step != 0)
        at = ((at % step) + step) % step;
    return (struct escape_offset){ .at = at, .step = step };
}

struct escape_offset escape_offset_exactly(int64_t at)
{
    return normal(at, 0);
}

struct escape_offset escape_offset_any(void)
{
    return (struct escape_offset){ .at = 0, .step = 1 };
}

struct escape_offset escape_offset_every(int64_t at, int64_t step)
{
    return normal(at, step < 0 ? -step : step);
}

struct escape_offset escape_offset_plus(struct escape_offset a, struct escape_offset b)
{
    return normal(a.at + b.at, greatest_common_divisor(a.step, b.step));
}

struct escape_offset escape_offset_minus(struct escape_offset a, struct escape_offset b)
{
    return normal(a.at - b.at, greatest_common_divisor(a.step, b.step));
}

struct escape_offset escape_offset_join(struct escape_offset a, struct escape_offset b)
{
    int64_t step = greatest_common_divisor(a.step, b.step);
    return normal(a.at, greatest_common_divisor(step, a.at - b.at));
}

bool escape_offset_meets(struct escape_offset set, int64_t low, int64_t high)
{
    if (high - low <= 1)
        return false;
    if (set.step == 0)
        return low < set.at && set.at < high;
    int64_t distance = (((set.at - (low + 1)) % set.step) + set.step) % set.step;
    return low + 1 + distance < high;
}

struct escape_path escape_path_unknown(unsigned depth)
{
    struct escape_path path = { .depth = depth };
    for (unsigned i = 0; i <= ESCAPE_DEPTH_MAX; i++)
        path.at[i] = i <= depth ? escape_offset_any() : escape_offset_exactly(0);
    return path;
}

struct escape_path escape_path_start(void)
{
    struct escape_path path = escape_path_unknown(0);
    path.at[0] = escape_offset_exactly(0);
    return path;
}

struct escape_path escape_path_push(struct escape_path path, struct escape_offset where)
{
    if (path.depth == ESCAPE_DEPTH_MAX) {
        path = escape_path_unknown(ESCAPE_DEPTH_MAX);
        path.deeper = true;
        return path;
    }
    for (unsigned i = path.depth + 1; i > 0; i--)
        path.at[i] = path.at[i - 1];
    path.at[0] = where;
    path.depth++;
    return path;
}

struct escape_path escape_path_pop(struct escape_path path)
{
    if (path.deeper)
        return path;
    for (unsigned i = 0; i < path.depth; i++)
        path.at[i] = path.at[i + 1];
    path.at[path.depth] = escape_offset_exactly(0);
    path.depth--;
    return path;
}

struct escape_path escape_path_moved(struct escape_path path, struct escape_offset by)
{
    path.at[0] = escape_offset_minus(path.at[0], by);
    return path;
}

static bool offset_equal(struct escape_offset a, struct escape_offset b)
{
    return a.at == b.at && a.step == b.step;
}

bool escape_path_equal(const struct escape_path *a, const struct escape_path *b)
{
    if (a->depth != b->depth || a->deeper != b->deeper)
        return false;
    for (unsigned i = 0; i <= a->depth; i++)
        if (!offset_equal(a->at[i], b->at[i]))
            return false;
    return true;
}

bool escape_path_join(struct escape_path *into, const struct escape_path *more)
{
    struct escape_path before = *into;
    into->deeper = into->deeper || more->deeper;
    for (unsigned i = 0; i <= into->depth; i++)
        into->at[i] = escape_offset_join(into->at[i], more->at[i]);
    return !escape_path_equal(&before, into);
}
