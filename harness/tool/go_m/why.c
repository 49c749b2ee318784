/* go_m_why.c -- a finding of the Go compiler in plain sentences: puts cause, cost and advice
 * together.
 */
#include "go_m/why.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *change;
} roots[] = {
    [HM__ROOT_UNKNOWN] = { "unknown", NULL },
    [HM__ROOT_INDIRECT_CALL] = { "indirect call",
                                 "call a method of a known type; then the compiler sees whether "
                                 "it is kept" },
    [HM__ROOT_CALL] = { "call that keeps it",
                        "pass a copy, or call something that does not keep its argument" },
    [HM__ROOT_SOME_CALL] = { "call",
                             "call a function or method that the compiler can see, and that "
                             "does not keep its argument" },
    [HM__ROOT_RETURN] = { "returned",
                          "return the value and not its address, or let the caller pass "
                          "where to put it" },
    [HM__ROOT_STORE] = { "stored", "store a copy, or do not keep it beyond the function" },
    [HM__ROOT_CLOSURE] = { "captured", "pass it to the func literal as an argument, or call the "
                                       "literal in place" },
    [HM__ROOT_SEND] = { "sent", "send the value and not its address" },
    [HM__ROOT_MAP] = { "put into a map", "put the value itself into the map and not its address" },
    [HM__ROOT_APPEND] = { "appended", "append the value itself and not its address" },
    [HM__ROOT_RUNTIME_SIZE] = { "size known at run time",
                                "use a constant size, or an array with room for the usual case" },
    [HM__ROOT_TOO_LARGE] = { "too large",
                             "make it smaller than 64 KiB, or allocate it once and reuse it" },
};

const char *hm__m_root_name(enum hm__m_root root)
{
    return roots[root].name;
}

const char *hm__m_cost_name(enum hm__m_cost cost)
{
    static const char *const names[] = { [HM__COST_NONE] = "none",
                                         [HM__COST_BLOCK] = "block",
                                         [HM__COST_DEPENDS] = "depends",
                                         [HM__COST_ELSEWHERE] = "elsewhere" };
    return names[cost];
}

const char *hm__m_kind_name(enum hm__m_kind kind)
{
    static const char *const names[] = {
        [HM__M_ESCAPES] = "escapes to heap",
        [HM__M_MOVED] = "moved to heap",
        [HM__M_STAYS] = "does not escape",
        [HM__M_LEAKS] = "leaking param",
        [HM__M_LEAKS_CONTENT] = "leaking param content",
        [HM__M_LEAKS_TO_RESULT] = "leaking param to result",
        [HM__M_ZERO_COPY] = "zero-copy conversion",
    };
    return kind <= HM__M_ZERO_COPY ? names[kind] : "other";
}

static const char *change(const struct hm__m_finding *f, const struct hm__m_why *why)
{
    bool through_call = why->root == HM__ROOT_INDIRECT_CALL || why->root == HM__ROOT_SOME_CALL;
    if (why->cost == HM__COST_NONE || f->kind > HM__M_MOVED)
        return NULL;
    if (strncmp(f->what, "append", 6) == 0)
        return "give the slice its room at once: make([]T, 0, n)";
    if (strcmp(f->what, "... argument") == 0 && through_call)
        return "call a method of a known type, or build the arguments once and pass them again "
               "with "
               "args...";
    if (f->kind == HM__M_ESCAPES && why->cost == HM__COST_DEPENDS && through_call)
        return "a method that takes the type itself (SetInt(key string, n int)) needs no interface "
               "around the value";
    return roots[why->root].change;
}

void hm__m_explain(const struct hm__m_set *set, const struct hm__m_finding *f,
                   struct hm__m_why *why)
{
    *why = (struct hm__m_why){ .root = HM__ROOT_UNKNOWN };
    hm__m_cause(set, f, why);
    hm__m_cost(set, f, why);
    why->change = change(f, why);
}

void hm__m_why_done(struct hm__m_why *why)
{
    for (size_t i = 0; i < why->n_steps; i++)
        free(why->steps[i]);
}
