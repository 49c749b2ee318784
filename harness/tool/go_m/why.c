/* why.c -- a finding of the Go compiler in plain sentences: puts cause, cost and advice
 * together.
 */
#include "go_m/why.h"
#include "go_m/shape.h"

#include <stdlib.h>
#include <string.h>

const char *go_m_root_name(enum go_m_root root)
{
    static const char *const names[] = {
        [GO_M_ROOT_UNKNOWN] = "unknown",
        [GO_M_ROOT_INDIRECT_CALL] = "indirect call",
        [GO_M_ROOT_CALL] = "call that keeps it",
        [GO_M_ROOT_SOME_CALL] = "call",
        [GO_M_ROOT_RETURN] = "returned",
        [GO_M_ROOT_STORE] = "stored",
        [GO_M_ROOT_CLOSURE] = "captured",
        [GO_M_ROOT_SEND] = "sent",
        [GO_M_ROOT_MAP] = "put into a map",
        [GO_M_ROOT_APPEND] = "appended",
        [GO_M_ROOT_RUNTIME_SIZE] = "size known at run time",
        [GO_M_ROOT_TOO_LARGE] = "too large",
    };
    return names[root];
}

const char *go_m_cost_name(enum go_m_cost cost)
{
    static const char *const names[] = { [GO_M_COST_NONE] = "none",
                                         [GO_M_COST_BLOCK] = "block",
                                         [GO_M_COST_DEPENDS] = "depends",
                                         [GO_M_COST_ELSEWHERE] = "elsewhere" };
    return names[cost];
}

const char *go_m_kind_name(enum go_m_kind kind)
{
    static const char *const names[] = {
        [GO_M_ESCAPES] = "escapes to heap",
        [GO_M_MOVED] = "moved to heap",
        [GO_M_STAYS] = "does not escape",
        [GO_M_LEAKS] = "leaking param",
        [GO_M_LEAKS_CONTENT] = "leaking param content",
        [GO_M_LEAKS_TO_RESULT] = "leaking param to result",
        [GO_M_ZERO_COPY] = "zero-copy conversion",
    };
    return kind <= GO_M_ZERO_COPY ? names[kind] : "other";
}

/* For what has an address: a variable that moves, &T{...}, new(T). */
static const char *const of_address[] = {
    [GO_M_ROOT_INDIRECT_CALL] = "call a function or a method of a known type with it; then the "
                                "compiler sees whether it is kept",
    [GO_M_ROOT_CALL] = "call something that does not keep the address, or reuse one variable",
    [GO_M_ROOT_SOME_CALL] = "call a function or a method of a known type that does not keep the "
                            "address",
    [GO_M_ROOT_RETURN] = "return the value and not its address (unless it holds a lock), or let "
                         "the caller pass where to put it",
    [GO_M_ROOT_STORE] = "store the value and not its address (unless it holds a lock), or reuse "
                        "one that is stored already",
    [GO_M_ROOT_CLOSURE] =
        "pass it to the func literal as an argument, or call the literal in place",
    [GO_M_ROOT_SEND] = "send the value and not its address (unless it holds a lock)",
    [GO_M_ROOT_MAP] =
        "put the value itself into the map and not its address (unless it holds a lock)",
    [GO_M_ROOT_APPEND] = "append the value itself and not its address (unless it holds a lock)",
    [GO_M_ROOT_RUNTIME_SIZE] = "use a constant size, or an array with room for the usual case",
    [GO_M_ROOT_TOO_LARGE] = NULL, /* see too_large() */
};

/* For a value behind an interface: not its address is the matter, but the interface. */
static const char boxed_call[] = "call something that takes the type itself and not an interface";
static const char boxed_kept[] =
    "keep it in a variable, a field or a slice of its own type, not of "
    "an interface type";

static const char *too_large(const struct go_m_set *set, const struct go_m_finding *f)
{
    int oldest = set->minor != GO_M_GO_UNKNOWN ? set->minor : set->oldest;
    int newest = set->minor != GO_M_GO_UNKNOWN ? set->minor : set->newest;
    if (f->kind != GO_M_MOVED)
        return "make it at most 64 KiB (the limit for make, new and &T{}), or allocate it once and "
               "reuse it";
    if (oldest >= 24)
        return "make it at most 128 KiB (the limit for a variable), or allocate it once and reuse "
               "it";
    if (newest > 0 && newest <= 23)
        return "make it at most 10 MiB (the limit for a variable), or allocate it once and reuse "
               "it";
    return "make it at most 128 KiB (the limit for a variable; 10 MiB up to Go 1.23), or allocate "
           "it once and reuse it";
}

static bool is_call(enum go_m_root root)
{
    return root == GO_M_ROOT_INDIRECT_CALL || root == GO_M_ROOT_SOME_CALL || root == GO_M_ROOT_CALL;
}

static const char *of_shape(enum go_m_shape shape, enum go_m_root root)
{
    switch (shape) {
    case GO_M_SHAPE_ARGUMENTS:
        return is_call(root) && root != GO_M_ROOT_CALL
                   ? "call a method of a known type, or build the "
                     "arguments once and pass them again with "
                     "args..."
                   : "call something with a fixed number of arguments, or build them once and pass "
                     "them "
                     "again with args...";
    case GO_M_SHAPE_FUNC:
        return "let it capture nothing: pass what it needs as arguments; or make it once and keep "
               "it";
    case GO_M_SHAPE_MAKE_SLICE:
    case GO_M_SHAPE_SLICE:
        return root == GO_M_ROOT_RETURN ? "let the caller pass a slice and append to it"
                                        : "reuse one that is kept: s = s[:0]";
    case GO_M_SHAPE_MAKE_MAP:
        return "reuse one that is kept: clear(m)";
    case GO_M_SHAPE_APPEND:
        return "give the slice its room at once: make([]T, 0, n)";
    case GO_M_SHAPE_BYTES:
    case GO_M_SHAPE_STRING:
    case GO_M_SHAPE_CONCAT:
        return "append to a []byte that is kept: b = append(b[:0], s...)";
    default:
        return is_call(root) ? boxed_call : root == GO_M_ROOT_UNKNOWN ? NULL : boxed_kept;
    }
}

static const char *change(const struct go_m_set *set, const struct go_m_finding *f,
                          const struct go_m_why *why)
{
    if (why->cost == GO_M_COST_NONE || f->kind > GO_M_MOVED)
        return NULL;
    if (why->n_steps > 0 && strncmp(why->steps[why->n_steps - 1], "panic keeps", 11) == 0)
        return NULL; /* it costs when the program panics */
    if (why->root == GO_M_ROOT_TOO_LARGE)
        return too_large(set, f);
    enum go_m_shape shape = f->kind == GO_M_MOVED ? GO_M_SHAPE_NEW : go_m_shape(set, f);
    if (shape == GO_M_SHAPE_NEW || shape == GO_M_SHAPE_NEW_ZERO ||
        why->root == GO_M_ROOT_RUNTIME_SIZE)
        return of_address[why->root];
    return of_shape(shape, why->root);
}

void go_m_explain(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    *why = (struct go_m_why){ .root = GO_M_ROOT_UNKNOWN };
    go_m_cause(set, f, why);
    go_m_cost(set, f, why);
    why->change = change(set, f, why);
}

void go_m_why_done(struct go_m_why *why)
{
    for (size_t i = 0; i < why->n_steps; i++)
        free(why->steps[i]);
}
