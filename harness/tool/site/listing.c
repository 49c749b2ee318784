/* listing.c -- sources in HTML: two side by side, or one alone, with notes at their lines. */
#include "site/listing.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "site/lines.h"
#include "text/write.h"

#define COLUMNS "<colgroup><col class=\"m\"><col class=\"n\"><col></colgroup>"

struct side {
    const char *path;
    struct site_lines lines;
    bool comment;
};

static bool side_read(struct side *side, const char *root, const char *path)
{
    char *whole = xprintf("%s/%s", root, path);
    *side = (struct side){ .path = path };
    bool ok = site_lines_read(&side->lines, whole);
    free(whole);
    return ok;
}

static void note(FILE *to, const struct site_note *n)
{
    fprintf(to, "<span class=\"note%s\">", n->heap ? " heap" : "");
    text_markup(to, n->text);
    fputs("</span>", to);
}

/* The three cells of one line: margin, sign and number, code with its notes below. Attributes have
 * no quotes: a page has thousands of them. */
static void cells(FILE *to, struct side *side, long index, const char *sign,
                  const struct site_notes *notes)
{
    if (index == SITE_NONE) {
        fputs("<td class=no colspan=3></td>", to);
        return;
    }
    unsigned line = (unsigned)index + 1;
    const struct site_note *first = site_notes_of(notes, side->path, line, NULL), *n = first;
    fputs("<td class=m>", to);
    for (; n != NULL; n = site_notes_of(notes, side->path, line, n + 1))
        if (n->badge != NULL) {
            fputs("<span class=\"badge\">", to);
            text_markup(to, n->badge);
            fputs("</span>", to);
        }
    fprintf(to, "</td><td class=n>%s%u</td><td class=c>", sign, line);
    site_listing_line(to, side->lines.lines[index], &side->comment);
    for (n = first; n != NULL; n = site_notes_of(notes, side->path, line, n + 1))
        note(to, n);
    fputs("</td>", to);
}

struct sides {
    const struct side *left, *right;
};

static bool same_line(const void *ctx, size_t i, size_t j)
{
    const struct sides *both = ctx;
    return strcmp(both->left->lines.lines[i], both->right->lines.lines[j]) == 0;
}

/* Do they begin and end alike, over more than half of the longer one? */
static bool similar_line(const void *ctx, size_t i, size_t j)
{
    const struct sides *both = ctx;
    const char *a = both->left->lines.lines[i], *b = both->right->lines.lines[j];
    a += strspn(a, " \t"), b += strspn(b, " \t");
    size_t n = strlen(a), m = strlen(b), least = n < m ? n : m, most = n < m ? m : n;
    size_t start = 0, end = 0;
    while (start < least && a[start] == b[start])
        start++;
    while (end < least - start && a[n - 1 - end] == b[m - 1 - end])
        end++;
    return 2 * (start + end) > most;
}

static void title(FILE *to, const char *path)
{
    const char *name = strrchr(path, '/');
    fputs("<th colspan=\"3\" scope=\"col\">", to);
    text_markup(to, name != NULL ? name + 1 : path);
    fputs("</th>", to);
}

static void pair_rows(FILE *to, struct side *left, struct side *right,
                      const struct site_notes *notes)
{
    struct sides both = { left, right };
    size_t n;
    struct site_row *rows =
        site_align(left->lines.n, right->lines.n, same_line, similar_line, &both, &n);
    fputs("<table class=\"pair\">" COLUMNS COLUMNS "<thead><tr>", to);
    title(to, left->path);
    title(to, right->path);
    fputs("</tr></thead><tbody>\n", to);
    for (size_t i = 0; i < n; i++) {
        const struct site_row *row = &rows[i];
        fprintf(to, "<tr class=%s>",
                row->same                 ? "same"
                : row->right == SITE_NONE ? "left"
                : row->left == SITE_NONE  ? "right"
                                          : "both");
        cells(to, left, row->left, row->same ? "" : "− ", notes);
        cells(to, right, row->right, row->same ? "" : "+ ", notes);
        fputs("</tr>\n", to);
    }
    fputs("</tbody></table>\n", to);
    free(rows);
}

bool site_listing_pair(FILE *to, const char *root, const char *left, const char *right,
                       const struct site_notes *notes)
{
    struct side a, b = { 0 };
    bool ok = side_read(&a, root, left) && side_read(&b, root, right);
    if (ok)
        pair_rows(to, &a, &b, notes);
    site_lines_done(&a.lines);
    site_lines_done(&b.lines);
    return ok;
}

bool site_listing_one(FILE *to, const char *root, const char *path, const struct site_notes *notes)
{
    struct side side;
    if (!side_read(&side, root, path))
        return false;
    fputs("<table class=\"one\">" COLUMNS "<tbody>\n", to);
    for (size_t i = 0; i < side.lines.n; i++) {
        fprintf(to, "<tr id=L%zu>", i + 1);
        cells(to, &side, (long)i, "", notes);
        fputs("</tr>\n", to);
    }
    fputs("</tbody></table>\n", to);
    site_lines_done(&side.lines);
    return true;
}
