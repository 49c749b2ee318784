/* explain_say.c -- the words of `heapmark explain`: quadrants and why a line is in its own. */
#include "explain/explain.h"
#include "cli/xalloc.h"

const char *hm__quadrant(enum hm__says says, int blocks)
{
    static const char *const names[3][2] = {
        [HM__SAYS_NOTHING] = { "says nothing, no block", "says nothing, a block" },
        [HM__SAYS_STAYS] = { "says it stays, no block", "says it stays, a block" },
        [HM__SAYS_HEAP] = { "says heap, no block", "says heap, a block" },
    };
    return blocks < 0 ? "not told apart by the count" : names[says][blocks > 0];
}

size_t hm__llvm_quadrants(const struct hm__explain *e, const struct hm__case *c)
{
    if (c->llvm.n > 0)
        return c->llvm.n;
    return e->escape != NULL && c->heard && c->c.has_allocs;
}

const char *hm__llvm_quadrant(const struct hm__case *c, size_t i)
{
    if (i < c->llvm.n)
        return hm__quadrant(c->llvm.at[i].says, c->llvm.at[i].blocks);
    return hm__quadrant(HM__SAYS_NOTHING, c->c.allocs > 0);
}

const char *hm__quadrant_why(const struct hm__explain_line *line)
{
    const struct hm__m_why *why = &line->why;
    if (line->finding == NULL)
        return line->blocks > 0
                   ? "the compiler prints no line for what allocates here (a channel, a "
                     "map that grows)"
                   : "plain variables are not worth a line";
    if (line->says == HM__SAYS_HEAP && line->blocks > 0 && why->n_steps > 0)
        return why->steps[why->n_steps - 1];
    if (line->says == HM__SAYS_STAYS && line->blocks == 0)
        return "it lives in the frame of the function";
    return why->cost_why;
}

char *hm__explain_message(const struct hm__explain_line *line)
{
    const struct hm__m_finding *f = line->finding;
    if (f == NULL)
        return hm__xprintf("(no line)");
    if (f->kind == HM__M_MOVED)
        return hm__xprintf("moved to heap: %s (%s:%u)", f->what, f->file, f->line);
    return hm__xprintf("%s %s (%s:%u)", f->what, hm__m_kind_name(f->kind), f->file, f->line);
}
