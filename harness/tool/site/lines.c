/* lines.c -- a text as lines, and which lines of two texts stand beside each other. */
#include "site/lines.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

static char *whole_file(const char *path, size_t *length)
{
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return NULL;
    size_t n = 0, room = 0;
    char *text = NULL;
    do {
        text = xrealloc(text, room += 1 << 14, 1);
        n += fread(text + n, 1, room - n - 1, in);
    } while (n == room - 1);
    int why = ferror(in) ? EIO : 0;
    fclose(in);
    if (why != 0) {
        free(text);
        errno = why;
        return NULL;
    }
    text[n] = '\0';
    *length = n;
    return text;
}

bool site_lines_read(struct site_lines *lines, const char *path)
{
    size_t length = 0, cap = 0;
    *lines = (struct site_lines){ .text = whole_file(path, &length) };
    if (lines->text == NULL)
        return false;
    for (char *s = lines->text, *end = s + length; s < end;) {
        char *stop = memchr(s, '\n', (size_t)(end - s));
        if (stop == NULL)
            stop = end;
        *stop = '\0';
        *XPUSH(lines->lines, lines->n, cap) = s;
        s = stop + 1;
    }
    return true;
}

void site_lines_done(struct site_lines *lines)
{
    free(lines->text);
    free(lines->lines);
    *lines = (struct site_lines){ 0 };
}

struct plan {
    struct site_row *rows;
    size_t n;
    site_equal *similar;
    const void *ctx;
};

static void add(struct plan *plan, size_t left, size_t right, bool same)
{
    plan->rows[plan->n++] = (struct site_row){ left == SIZE_MAX ? SITE_NONE : (long)left,
                                               right == SIZE_MAX ? SITE_NONE : (long)right, same };
}

struct range {
    size_t from, until;
};

static void align(struct plan *plan, struct range left, struct range right, site_equal *equal,
                  bool same);

/* What lies between two parts that match. */
static void between(struct plan *plan, struct range left, struct range right, bool same)
{
    if (same && plan->similar != NULL) {
        align(plan, left, right, plan->similar, false);
        return;
    }
    while (left.from < left.until)
        add(plan, left.from++, SIZE_MAX, false);
    while (right.from < right.until)
        add(plan, SIZE_MAX, right.from++, false);
}

/* longest[i][j]: the length of the longest common part from left i and right j on; owned. */
static uint32_t *longest_parts(const struct plan *plan, struct range left, struct range right,
                               site_equal *equal)
{
    size_t n = left.until - left.from, m = right.until - right.from, wide = m + 1;
    uint32_t *longest = xzalloc((n + 1) * wide * sizeof *longest);
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;) {
            uint32_t down = longest[(i + 1) * wide + j], over = longest[i * wide + j + 1];
            longest[i * wide + j] = equal(plan->ctx, left.from + i, right.from + j)
                                        ? longest[(i + 1) * wide + j + 1] + 1
                                    : down > over ? down
                                                  : over;
        }
    return longest;
}

static void align(struct plan *plan, struct range left, struct range right, site_equal *equal,
                  bool same)
{
    uint32_t *longest = longest_parts(plan, left, right, equal);
    size_t wide = right.until - right.from + 1, i = left.from, j = right.from;
    struct range in_left = left, in_right = right; /* since the last match */
    while (i < left.until && j < right.until) {
        const uint32_t *at = &longest[(i - left.from) * wide + j - right.from];
        if (equal(plan->ctx, i, j)) {
            in_left.until = i, in_right.until = j;
            between(plan, in_left, in_right, same);
            add(plan, i, j, same);
            in_left.from = ++i, in_right.from = ++j;
        } else if (at[wide] >= at[1])
            i++;
        else
            j++;
    }
    in_left.until = left.until, in_right.until = right.until;
    between(plan, in_left, in_right, same);
    free(longest);
}

struct site_row *site_align(size_t n, size_t m, site_equal *equal, site_equal *similar,
                            const void *ctx, size_t *rows)
{
    struct plan plan = { .rows = xzalloc((n + m + 1) * sizeof *plan.rows),
                         .similar = similar,
                         .ctx = ctx };
    align(&plan, (struct range){ 0, n }, (struct range){ 0, m }, equal, true);
    *rows = plan.n;
    return plan.rows;
}
