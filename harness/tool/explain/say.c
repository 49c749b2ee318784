/* say.c -- the words of `heapmark explain`: quadrants and why a line is in its own. */
#include "explain/explain.h"
#include "cli/xalloc.h"

const char *explain_quadrant(enum explain_says says, int blocks)
{
    static const char *const names[3][2] = {
        [EXPLAIN_SAYS_NOTHING] = { "says nothing, no block", "says nothing, a block" },
        [EXPLAIN_SAYS_STAYS] = { "says it stays, no block", "says it stays, a block" },
        [EXPLAIN_SAYS_HEAP] = { "says heap, no block", "says heap, a block" },
    };
    return blocks < 0 ? "not told apart by the count" : names[says][blocks > 0];
}

size_t explain_llvm_quadrants(const struct explain *e, const struct explain_case *c)
{
    if (c->llvm.n > 0)
        return c->llvm.n;
    return e->escape != NULL && c->known && c->c.has_allocs;
}

const char *explain_llvm_quadrant(const struct explain_case *c, size_t i)
{
    if (i < c->llvm.n)
        return explain_quadrant(c->llvm.at[i].says, c->llvm.at[i].blocks);
    return explain_quadrant(EXPLAIN_SAYS_NOTHING, c->c.allocs > 0);
}

const char *explain_quadrant_why(const struct explain_line *line)
{
    const struct go_m_why *why = &line->why;
    if (line->finding == NULL)
        return line->blocks > 0
                   ? "the compiler prints no line for what allocates here (a channel, a "
                     "map that grows)"
                   : "plain variables are not worth a line";
    if (line->says == EXPLAIN_SAYS_HEAP && line->blocks > 0 && why->n_steps > 0)
        return why->steps[why->n_steps - 1];
    if (line->says == EXPLAIN_SAYS_STAYS && line->blocks == 0)
        return "it lives in the frame of the function";
    return why->cost_why;
}

char *explain_message(const struct explain_line *line)
{
    const struct go_m_finding *f = line->finding;
    if (f == NULL)
        return xprintf("(no line)");
    if (f->kind == GO_M_MOVED)
        return xprintf("moved to heap: %s (%s:%u)", f->what, f->file, f->line);
    return xprintf("%s %s (%s:%u)", f->what, go_m_kind_name(f->kind), f->file, f->line);
}
