/* why.c -- a finding of the Go compiler in plain sentences: puts cause, cost and advice
 * together.
 */
#include "go_m/why.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *change;
} roots[] = {
    [GO_M_ROOT_UNKNOWN] = { "unknown", NULL },
    [GO_M_ROOT_INDIRECT_CALL] = { "indirect call",
                                  "call a method of a known type; then the compiler sees whether "
                                  "it is kept" },
    [GO_M_ROOT_CALL] = { "call that keeps it",
                         "pass a copy, or call something that does not keep its argument" },
    [GO_M_ROOT_SOME_CALL] = { "call",
                              "call a function or method that the compiler can see, and that "
                              "does not keep its argument" },
    [GO_M_ROOT_RETURN] = { "returned",
                           "return the value and not its address, or let the caller pass "
                           "where to put it" },
    [GO_M_ROOT_STORE] = { "stored", "store a copy, or do not keep it beyond the function" },
    [GO_M_ROOT_CLOSURE] = { "captured", "pass it to the func literal as an argument, or call the "
                                        "literal in place" },
    [GO_M_ROOT_SEND] = { "sent", "send the value and not its address" },
    [GO_M_ROOT_MAP] = { "put into a map", "put the value itself into the map and not its address" },
    [GO_M_ROOT_APPEND] = { "appended", "append the value itself and not its address" },
    [GO_M_ROOT_RUNTIME_SIZE] = { "size known at run time",
                                 "use a constant size, or an array with room for the usual case" },
    [GO_M_ROOT_TOO_LARGE] = { "too large",
                              "make it smaller than 64 KiB, or allocate it once and reuse it" },
};

const char *go_m_root_name(enum go_m_root root)
{
    return roots[root].name;
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

static const char *change(const struct go_m_finding *f, const struct go_m_why *why)
{
    bool through_call = why->root == GO_M_ROOT_INDIRECT_CALL || why->root == GO_M_ROOT_SOME_CALL;
    if (why->cost == GO_M_COST_NONE || f->kind > GO_M_MOVED)
        return NULL;
    if (strncmp(f->what, "append", 6) == 0)
        return "give the slice its room at once: make([]T, 0, n)";
    if (strcmp(f->what, "... argument") == 0 && through_call)
        return "call a method of a known type, or build the arguments once and pass them again "
               "with "
               "args...";
    if (f->kind == GO_M_ESCAPES && why->cost == GO_M_COST_DEPENDS && through_call)
        return "a method that takes the type itself (SetInt(key string, n int)) needs no interface "
               "around the value";
    return roots[why->root].change;
}

void go_m_explain(const struct go_m_set *set, const struct go_m_finding *f, struct go_m_why *why)
{
    *why = (struct go_m_why){ .root = GO_M_ROOT_UNKNOWN };
    go_m_cause(set, f, why);
    go_m_cost(set, f, why);
    why->change = change(f, why);
}

void go_m_why_done(struct go_m_why *why)
{
    for (size_t i = 0; i < why->n_steps; i++)
        free(why->steps[i]);
}
