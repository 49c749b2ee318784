/* ratchet_text.c -- what a ratchet found, in words and as Markdown. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "compare/ratchet.h"
#include "text/write.h"

enum { CHANGES_SHOWN = 20 };

char *compare_ratchet_text(const struct compare_ratchet_row *row)
{
    switch (row->kind) {
    case COMPARE_RATCHET_WORSE:
    case COMPARE_RATCHET_BETTER:
        return xprintf("%s went from %.15g to %.15g %s%s", row->name, row->before, row->now,
                       row->unit, row->varies ? " (the most of its runs)" : "");
    case COMPARE_RATCHET_NEW:
        return xprintf("%s has %.15g %s and is not in the baseline", row->name, row->now,
                       row->unit);
    case COMPARE_RATCHET_GONE:
        return xprintf("%s was not measured, the baseline has %.15g %s", row->name, row->before,
                       row->unit);
    case COMPARE_RATCHET_SAME:
    case COMPARE_RATCHET_KINDS:
        break;
    }
    return xprintf("%s has %.15g %s as before", row->name, row->now, row->unit);
}

char *compare_site_change_text(const struct compare_site_change *c)
{
    const struct compare_site *s = c->site;
    const char *slash = strrchr(s->file, '/');
    bool one = c->more == 1 || c->more == -1;
    char *text = xprintf("%+" PRId64 " alloc%s/op at %s:%u", c->more, one ? "" : "s",
                         slash != NULL ? slash + 1 : s->file, s->line);
    if (s->function != NULL)
        xappend(&text, " in %s", s->function);
    if (s->caller != NULL)
        xappend(&text, " from %s", s->caller);
    return text;
}

/* One line, whatever bytes a name has. */
static void say(FILE *to, const char *before, const char *middle, char *text)
{
    hm_base_make_plain(text);
    fprintf(to, "%s%s%s\n", before, middle, text);
    free(text);
}

/* That the baseline holds is said too: a check without a word may not have been made. */
static void say_that_it_holds(FILE *to, const struct compare_ratchet *r, const char *head)
{
    static const char *const words[COMPARE_RATCHET_KINDS] = {
        [COMPARE_RATCHET_SAME] = "as before",
        [COMPARE_RATCHET_BETTER] = "better",
        [COMPARE_RATCHET_NEW] = "new",
    };
    const char *before = ": ";
    fprintf(to, "%snothing is worse", head);
    for (size_t i = 0; i < COMPARE_RATCHET_KINDS; i++) {
        if (r->with[i] == 0)
            continue;
        fprintf(to, "%s%zu %s", before, r->with[i], words[i]);
        before = ", ";
    }
    fputc('\n', to);
}

void compare_ratchet_say(FILE *to, const struct compare_ratchet *r, const char *baseline)
{
    static const char *const words[COMPARE_RATCHET_KINDS] = {
        [COMPARE_RATCHET_WORSE] = "worse: ",
        [COMPARE_RATCHET_BETTER] = "better, --save keeps it: ",
        [COMPARE_RATCHET_NEW] = "new: ",
        [COMPARE_RATCHET_GONE] = "cannot be judged: ",
    };
    char *head = xprintf("baseline %s: ", baseline);
    hm_base_make_plain(head);
    for (size_t i = 0; i < r->n_rows; i++)
        if (r->rows[i].kind != COMPARE_RATCHET_SAME)
            say(to, head, words[r->rows[i].kind], compare_ratchet_text(&r->rows[i]));
    for (size_t i = 0; i < r->n_changes && i < CHANGES_SHOWN; i++)
        say(to, head, "", compare_site_change_text(&r->changes[i]));
    if (r->n_changes > CHANGES_SHOWN)
        fprintf(to, "%sand %zu more lines\n", head, r->n_changes - CHANGES_SHOWN);
    if (r->with[COMPARE_RATCHET_WORSE] > 0 && !r->sites_known)
        fprintf(to,
                "%swhich lines it was is not known: --sites was not given, now or with "
                "--save\n",
                head);
    if (r->with[COMPARE_RATCHET_WORSE] + r->with[COMPARE_RATCHET_GONE] == 0)
        say_that_it_holds(to, r, head);
    free(head);
}

static void markdown_row(FILE *to, const struct compare_ratchet_row *row)
{
    static const char *const words[COMPARE_RATCHET_KINDS] = {
        [COMPARE_RATCHET_WORSE] = "**worse**",
        [COMPARE_RATCHET_BETTER] = "better",
        [COMPARE_RATCHET_NEW] = "new",
        [COMPARE_RATCHET_GONE] = "**not measured**",
    };
    char before[32] = "", now[32] = "";
    if (row->kind != COMPARE_RATCHET_NEW)
        snprintf(before, sizeof before, "%.15g", row->before);
    if (row->kind != COMPARE_RATCHET_GONE)
        snprintf(now, sizeof now, "%.15g", row->now);
    fputc('|', to);
    text_markdown_cell(to, row->name);
    text_markdown_cell(to, row->unit);
    fprintf(to, " %s | %s | %s |\n", before, now, words[row->kind]);
}

void compare_ratchet_markdown(FILE *to, const struct compare_ratchet *r)
{
    fprintf(to,
            "\n### Against the baseline\n\n%zu worse, %zu better, %zu new, %zu not measured, %zu "
            "the same.\n",
            r->with[COMPARE_RATCHET_WORSE], r->with[COMPARE_RATCHET_BETTER],
            r->with[COMPARE_RATCHET_NEW], r->with[COMPARE_RATCHET_GONE],
            r->with[COMPARE_RATCHET_SAME]);
    if (r->n_rows > r->with[COMPARE_RATCHET_SAME])
        fputs("\n| benchmark | unit | baseline | now | |\n|---|---|---:|---:|---|\n", to);
    for (size_t i = 0; i < r->n_rows; i++)
        if (r->rows[i].kind != COMPARE_RATCHET_SAME)
            markdown_row(to, &r->rows[i]);
    if (r->n_changes > 0)
        fputc('\n', to);
    for (size_t i = 0; i < r->n_changes && i < CHANGES_SHOWN; i++) {
        char *text = compare_site_change_text(&r->changes[i]);
        fputs("- ", to);
        text_markdown(to, text);
        fputc('\n', to);
        free(text);
    }
    if (r->n_changes > CHANGES_SHOWN)
        fprintf(to, "- and %zu more lines\n", r->n_changes - CHANGES_SHOWN);
}
