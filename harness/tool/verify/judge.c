/* judge.c -- each legitimate difference is one test with one sentence; a difference that no test
 * explains means that an instrument is wrong. */
#include "verify/judge.h"

#include <stddef.h>

static const char not_explained[] = "not explained by any known difference";

/* What explains the difference; NULL: they agree. Sets *fault if nothing explains it. */
static const char *judge_jemalloc(const struct verify_readings *r, bool *fault)
{
    int64_t missing = r->ours.allocs - r->jemalloc.allocs;
    if (!r->jemalloc.known)
        return r->jemalloc.why_not;
    if (missing == 0)
        return NULL;
    if (missing > 0 && missing <= r->reallocs)
        return "jemalloc does not count a realloc that it served in place";
    *fault = true;
    return not_explained;
}

/* Valgrind counts pvalloc(10) as a request for a whole page, as our pvalloc() passes it on. */
static bool rounded_to_pages(const struct verify_readings *r)
{
    int64_t more = r->valgrind.bytes - r->ours.bytes;
    return r->whole_pages > 0 && more > 0 && more < r->whole_pages * r->page_size;
}

/* The sentence, if the difference is what the C++ runtime adds to the size in operator new before
 * it calls malloc; else NULL. */
static const char *added_by_new(const struct verify_readings *r)
{
    int64_t more = r->ours.bytes - r->valgrind.bytes;
    if (more == 0 || more != r->new_of_nothing + r->new_aligned)
        return NULL;
    return r->new_aligned == 0
               ? "operator new(0): the C++ runtime asks malloc for 1 byte, Valgrind counts 0"
               : "operator new with an alignment: the C++ runtime asks malloc for a multiple "
                 "of it, Valgrind counts the size";
}

static const char *judge_valgrind(const struct verify_readings *r, bool *fault)
{
    int64_t missing = r->ours.allocs - r->valgrind.allocs;
    bool same_bytes = r->ours.bytes == r->valgrind.bytes;
    if (!r->valgrind.known)
        return r->valgrind.why_not;
    if (missing == 0 && same_bytes)
        return NULL;
    if (missing > 0 && missing == r->to_nothing && same_bytes)
        return "realloc(p, 0): Valgrind frees, this allocator hands out a block of 0 bytes";
    if (missing == 0 && rounded_to_pages(r))
        return "pvalloc(): we count what was asked for, Valgrind the whole pages";
    if (missing == 0 && added_by_new(r) != NULL)
        return added_by_new(r);
    *fault = true;
    return not_explained;
}

bool verify_look_closer(const struct verify_readings *r)
{
    return r->ours.known && r->valgrind.known &&
           (r->ours.allocs != r->valgrind.allocs || r->ours.bytes != r->valgrind.bytes);
}

struct verify_judgement verify_judge(const struct verify_readings *r)
{
    bool fault = false;
    struct verify_judgement j = { .verdict = VERIFY_NOT_MEASURED };
    if (!r->ours.known) {
        j.ours = r->ours.why_not;
        return j;
    }
    j.jemalloc = judge_jemalloc(r, &fault);
    j.valgrind = judge_valgrind(r, &fault);
    if (fault)
        j.verdict = VERIFY_DIFFER;
    else if (r->jemalloc.known && r->valgrind.known)
        j.verdict =
            j.jemalloc == NULL && j.valgrind == NULL ? VERIFY_AGREE : VERIFY_DIFFER_EXPLAINED;
    return j;
}
