/* cost.c -- does a finding cost a block when the program runs? "Escapes to heap" is about where a
 * value may be needed; what the compiler and the runtime make of it is a second question. The rules
 * were measured with Go 1.8 to 1.27; demos/quadrants, demos/set_c_1 and scripts/go-costs hold them
 * against a live Go. A rule that has a condition is no GO_M_COST_BLOCK unless the condition is a
 * size of nothing. */
#include <ctype.h>
#include <string.h>

#include "go_m/shape.h"
#include "go_m/why.h"

struct versions {
    int oldest, newest;
};

static struct versions versions(const struct go_m_set *set)
{
    if (set->minor != GO_M_GO_UNKNOWN)
        return (struct versions){ set->minor, set->minor };
    return (struct versions){ set->oldest > 0 ? set->oldest : 8,
                              set->newest > 0 ? set->newest : GO_M_GO_NEWEST };
}

struct rule {
    int oldest, newest; /* minor versions for all of which it holds; 0: no limit */
    enum go_m_cost cost;
    const char *why;
};

/* Of the rules of a shape the first that holds for all versions which may have written the input.
 * The last has no limits. */
enum { RULES = 4 };

static const struct rule boxed_rules[RULES] = {
    { 0, 14, GO_M_COST_DEPENDS,
      "a block each time, but none for a pointer, a map, a func, an empty string or a bool; of a "
      "slice 24 bytes" },
    { 0, 0, GO_M_COST_DEPENDS,
      "depends on the value: none for a pointer, a map, a func, an empty string, a bool, or an "
      "integer from 0 to 255; otherwise a block each time, 24 bytes for a slice" },
};

static const struct rule escapes_rules[][RULES] = {
    [GO_M_SHAPE_CONSTANT] = {
        { 9, 0, GO_M_COST_NONE,
          "none: a constant is put behind an interface once, in static data" },
        { 0, 8, GO_M_COST_BLOCK,
          "a block each time with Go up to 1.8; none since Go 1.9, which keeps constants in static "
          "data" },
        { 0, 0, GO_M_COST_DEPENDS, "none since Go 1.9; a block each time before" },
    },
    [GO_M_SHAPE_ZERO_SIZE] = { { 0, 0, GO_M_COST_NONE, "none: it has no size" } },
    [GO_M_SHAPE_ARGUMENTS] = {
        { 0, 0, GO_M_COST_BLOCK,
          "a block for each call: the array of the arguments, 16 bytes for each interface in it" },
    },
    [GO_M_SHAPE_FUNC] = {
        { 0, 0, GO_M_COST_DEPENDS,
          "a block each time: 8 bytes for its code and room for what it captures; none if it "
          "captures nothing" },
    },
    [GO_M_SHAPE_BARE_FUNC] = {
        { 0, 0, GO_M_COST_NONE, "none: it captures nothing, so it is static data" },
    },
    [GO_M_SHAPE_SELECTOR] = {
        { 0, 0, GO_M_COST_DEPENDS,
          "depends on what it is. A method value: a block each time, for its receiver. A field: "
          "none "
          "for a pointer, a map, a func, an empty string, a bool, or (since Go 1.15) an integer "
          "from 0 to 255; otherwise a block each time" },
    },
    [GO_M_SHAPE_ADDRESS] = {
        { 0, 0, GO_M_COST_NONE, "none of its own: the variable is what moves" },
    },
    [GO_M_SHAPE_NEW] = { { 0, 0, GO_M_COST_BLOCK, "a block each time" } },
    [GO_M_SHAPE_NEW_ZERO] = {
        { 0, 0, GO_M_COST_DEPENDS, "a block each time, but none if its type has no size" },
    },
    [GO_M_SHAPE_MAKE_SLICE] = {
        { 0, 0, GO_M_COST_BLOCK, "a block each time (none if the size is 0)" },
    },
    [GO_M_SHAPE_MAKE_MAP] = {
        { 0, 0, GO_M_COST_BLOCK, "a block each time, and more as the map grows" },
    },
    [GO_M_SHAPE_MAKE_CHAN] = { { 0, 0, GO_M_COST_BLOCK, "a block each time" } },
    [GO_M_SHAPE_SLICE] = { { 0, 0, GO_M_COST_BLOCK, "a block each time: the array behind it" } },
    [GO_M_SHAPE_COMPOSITE] = {
        { 25, 0, GO_M_COST_DEPENDS,
          "a block each time, but none if all its parts are constants, it is one pointer, or it "
          "has no size" },
        { 0, 24, GO_M_COST_DEPENDS,
          "a block each time, but none if it is one pointer or has no size; since Go 1.25 none if "
          "all its parts are constants" },
        { 0, 0, GO_M_COST_DEPENDS,
          "a block each time, but none if it is one pointer or has no size, and since Go 1.25 if "
          "all its parts are constants" },
    },
    [GO_M_SHAPE_APPEND] = {
        { 0, 0, GO_M_COST_DEPENDS, "a block each time the slice must grow" },
    },
    [GO_M_SHAPE_BYTES] = {
        { 0, 0, GO_M_COST_BLOCK, "a block each time (none if the text is empty)" },
    },
    [GO_M_SHAPE_STRING] = {
        { 0, 0, GO_M_COST_BLOCK, "a block each time (none if the text is empty or one byte)" },
    },
    [GO_M_SHAPE_CONCAT] = {
        { 0, 0, GO_M_COST_BLOCK,
          "a block each time (none if at most one of the texts is not empty)" },
    },
    [GO_M_SHAPE_SUM] = {
        { 0, 0, GO_M_COST_DEPENDS,
          "depends on what is added. Texts: a block each time (none if at most one of them is not "
          "empty). Numbers behind an interface: none from 0 to 255 (since Go 1.15), otherwise a "
          "block each time" },
    },
};

#define TEXT_STAYS                                                                                 \
    {                                                                                              \
        0, 0, GO_M_COST_DEPENDS, "none up to 32 bytes; a block when the text is longer"            \
    }

/* What stays. Shapes that are not here cost nothing. */
static const struct rule stays_rules[][RULES] = {
    [GO_M_SHAPE_MAKE_MAP] = {
        { 0, 0, GO_M_COST_DEPENDS, "none up to 8 entries; blocks when it grows" },
    },
    [GO_M_SHAPE_MAKE_CHAN] = {
        { 0, 0, GO_M_COST_BLOCK, "a block each time: a channel is always on the heap" },
    },
    [GO_M_SHAPE_APPEND] = {
        { 0, 0, GO_M_COST_DEPENDS, "none up to 32 bytes; a block each time it must grow beyond" },
    },
    [GO_M_SHAPE_BYTES] = { TEXT_STAYS },
    [GO_M_SHAPE_STRING] = { TEXT_STAYS },
    [GO_M_SHAPE_CONCAT] = { TEXT_STAYS },
    [GO_M_SHAPE_SUM] = { TEXT_STAYS },
};

static bool holds(const struct rule *r, struct versions v)
{
    return (r->oldest == 0 || v.oldest >= r->oldest) && (r->newest == 0 || v.newest <= r->newest);
}

static void apply(const struct rule *rules, struct versions v, struct go_m_why *why)
{
    for (size_t i = 0; i < RULES && rules[i].why != NULL; i++)
        if (holds(&rules[i], v)) {
            why->cost = rules[i].cost;
            why->cost_why = rules[i].why;
            return;
        }
}

static void cost(struct go_m_why *why, enum go_m_cost what, const char *sentence)
{
    why->cost = what;
    why->cost_why = sentence;
}

/* make([]int, n) with a size that is no number. */
static bool runtime_size(const char *what)
{
    const char *comma = strchr(what, ',');
    return comma != NULL && !isdigit((unsigned char)comma[1 + (comma[1] == ' ')]);
}

/* Does -m say of the same place that the bytes of the text are used in place? */
static bool is_zero_copy(const struct go_m_set *set, const struct go_m_finding *f)
{
    size_t n;
    const struct go_m_finding *here = go_m_between(set, f->file, f->line, f->line, &n);
    for (size_t i = 0; i < n; i++)
        if (here[i].kind == GO_M_ZERO_COPY && here[i].column == f->column)
            return true;
    return false;
}

static void stays(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    enum go_m_shape shape = go_m_shape(set, f);
    cost(why, GO_M_COST_NONE, "none");
    if (shape == GO_M_SHAPE_BYTES && is_zero_copy(set, f))
        cost(why, GO_M_COST_NONE, "none: the bytes of the text are used in place");
    else if (shape == GO_M_SHAPE_MAKE_SLICE && runtime_size(f->what) && versions(set).newest >= 25)
        cost(why, GO_M_COST_DEPENDS,
             "none up to 32 bytes; a block when the size is more at run time");
    else if (shape < sizeof stays_rules / sizeof stays_rules[0])
        apply(stays_rules[shape], versions(set), why);
}

static void escapes(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    enum go_m_shape shape = go_m_shape(set, f);
    cost(why, GO_M_COST_DEPENDS, "");
    apply(shape == GO_M_SHAPE_VALUE ? boxed_rules : escapes_rules[shape], versions(set), why);
}

void go_m_cost(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    switch (f->kind) {
    case GO_M_ESCAPES:
        escapes(set, f, why);
        return;
    case GO_M_MOVED:
        cost(why, GO_M_COST_BLOCK,
             versions(set).newest >= 22 ? "a block each time its declaration is reached; of a loop "
                                          "variable, since Go 1.22, "
                                          "one each turn"
                                        : "a block each time its declaration is reached");
        return;
    case GO_M_STAYS:
        stays(set, f, why);
        return;
    case GO_M_ZERO_COPY:
        cost(why, GO_M_COST_NONE, "none: the bytes of the text are used in place");
        return;
    case GO_M_LEAKS_TO_RESULT:
        cost(why, GO_M_COST_ELSEWHERE,
             f->level > 0 ? "none here: what it points to lives at least as long as the result"
                          : "none here: callers must keep what they pass for as long as they keep "
                            "the result");
        return;
    case GO_M_LEAKS_CONTENT:
        cost(why, GO_M_COST_ELSEWHERE,
             "none here: what the argument points to is put on the heap by the callers; the "
             "argument "
             "itself need not be");
        return;
    default:
        cost(why, GO_M_COST_ELSEWHERE,
             "none here: callers put on the heap whatever they pass the address of");
    }
}
