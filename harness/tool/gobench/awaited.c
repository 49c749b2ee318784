/* awaited.c -- benchmarks whose name was read and whose numbers have not come; contract in
 * reader.h. */
#include <ctype.h>
#include <stdlib.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "gobench/reader.h"

void gobench_await_done(struct gobench_reader *r)
{
    free(r->run->awaited);
    free(r->run->instead);
    r->run->awaited = r->run->instead = NULL;
}

void gobench_await(struct gobench_reader *r, struct gobench_span name, char *instead, bool cut)
{
    gobench_await_settle(r);
    r->run->awaited = xstrndup(name.s, name.len);
    r->run->instead = instead;
    r->run->cut = cut;
    r->run->awaited_line = r->line;
}

/* Package testing writes the number of iterations, a tab, and the values. */
char *gobench_await_join(const struct gobench_reader *r, struct gobench_span text)
{
    struct gobench_span rest = text;
    struct gobench_span count = gobench_next_field(&rest);
    if (r->run->instead == NULL || count.len == 0 || !isdigit((unsigned char)count.s[0]) ||
        rest.len == 0 || rest.s[0] != '\t')
        return NULL;
    return xprintf("Benchmark%s %.*s", r->run->awaited, (int)text.len, text.s);
}

void gobench_await_settle(struct gobench_reader *r)
{
    if (r->run->awaited != NULL && r->run->instead != NULL)
        gobench_reader_problem(r, r->run->awaited_line, false, r->run->instead);
    gobench_await_done(r);
}

void gobench_await_end(struct gobench_reader *r)
{
    struct gobench_run *run = r->run;
    if (run->awaited != NULL && !run->ended && (run->instead == NULL || run->cut)) {
        hm_base_make_plain(run->awaited);
        char *message = xprintf("the run ended early: Benchmark%.80s has no result", run->awaited);
        gobench_reader_problem(r, run->awaited_line, false, message);
        free(message);
        r->any_ended = run->ended = true;
    } else if (!run->ended) {
        gobench_await_settle(r);
    }
    gobench_await_done(r);
}
