/* view.c -- choose and order the sites of a text report: the worthwhile ones first. */
#include "verdict/view.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "verdict/parts.h"

uint64_t verdict_stackable(const struct verdict_site *site, bool bytes)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < site->end_count && verdict_is_placed_by_program(site); i++)
        if (verdict_has_home(&site->ends[i]))
            sum += bytes ? site->ends[i].bytes : site->ends[i].blocks;
    return sum;
}

/* Of equals, the one that comes first in the source: sites lie in that order. */
static int in_order(const struct verdict_site *a, const struct verdict_site *b, bool bytes)
{
    int order = verdict_falling(verdict_stackable(a, bytes), verdict_stackable(b, bytes));
    if (order == 0)
        order = verdict_falling(bytes ? a->bytes : a->blocks, bytes ? b->bytes : b->blocks);
    return order != 0 ? order : (a > b) - (a < b);
}

static int by_blocks(const void *left, const void *right)
{
    return in_order(*(const struct verdict_site *const *)left,
                    *(const struct verdict_site *const *)right, false);
}

static int by_bytes(const void *left, const void *right)
{
    return in_order(*(const struct verdict_site *const *)left,
                    *(const struct verdict_site *const *)right, true);
}

static bool is_named(const char *function, const char *filter)
{
    return function != NULL && (strcmp(filter, function) == 0 || fnmatch(filter, function, 0) == 0);
}

/* FILE or FUNCTION, a pattern of the shell. The function is that of the site or one in which its
 * blocks could have lived. A file may be named by the end of its path. */
static bool matches(const struct verdict_site *site, const char *filter)
{
    const char *file = site->at.file;
    if (filter == NULL || is_named(site->at.function, filter))
        return true;
    for (size_t i = 0; i < site->end_count; i++)
        if (verdict_has_home(&site->ends[i]) && is_named(site->ends[i].home, filter))
            return true;
    for (; file != NULL; file = strchr(file, '/')) {
        file += *file == '/';
        if (fnmatch(filter, file, 0) == 0)
            return true;
    }
    return false;
}

static void leave_out(struct verdict_sum *sum, const struct verdict_site *site)
{
    sum->sites++;
    sum->blocks += site->blocks;
    sum->bytes += site->bytes;
    sum->stackable += verdict_stackable(site, false);
    sum->stackable_bytes += verdict_stackable(site, true);
}

bool verdict_view_make(struct verdict_view *view, const struct verdict_report *r)
{
    *view = (struct verdict_view){ .site = calloc(r->site_count + 1, sizeof *view->site) };
    if (view->site == NULL)
        return false;
    for (size_t i = 0; i < r->site_count; i++) {
        const struct verdict_site *site = &r->sites[i];
        if (site->outside || site->harness)
            continue;
        if (matches(site, r->look.filter))
            view->site[view->count++] = site;
        else
            leave_out(&view->rest, site);
    }
    if (r->look.sort != VERDICT_BY_LINE && view->count > 1)
        qsort(view->site, view->count, sizeof *view->site,
              r->look.sort == VERDICT_BY_BYTES ? by_bytes : by_blocks);
    while (r->look.top != 0 && view->count > r->look.top)
        leave_out(&view->rest, view->site[--view->count]);
    return true;
}
