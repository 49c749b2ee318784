/* flame.c -- call stacks as boxes: what is inside a box was called by it, and a box is as wide as
 * the blocks made in it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "formats/page.h"
#include "text/strpool.h"
#include "text/write.h"

enum { LEVELS = 72, NARROW = 2000 }; /* a box narrower than a part in NARROW is left out */

/* A stack as numbers of names, the outermost first. */
struct path {
    size_t count;
    size_t names[LEVELS];
    uint64_t blocks, bytes;
};

struct graph {
    FILE *out;
    struct text_strpool names;
    struct path *paths;
    size_t count;
    bool homes; /* the first level is what became of the blocks */
    uint64_t blocks;
    size_t boxes, left_out;
};

static size_t name_of(struct graph *g, const char *name)
{
    char *text = xprintf("%s", name);
    hm_base_make_plain(text);
    size_t id = text_strpool_id(&g->names, text, strlen(text), NULL);
    free(text);
    return id;
}

/* A function without a name is known by its place in its file. */
static size_t function_of(struct graph *g, const struct formats_frame *f)
{
    const char *slash = f->module != NULL ? strrchr(f->module, '/') : NULL;
    if (f->function != NULL || f->module == NULL)
        return name_of(g, f->function != NULL ? f->function : "???");
    char *text = xprintf("%s+0x%" PRIx64, slash != NULL ? slash + 1 : f->module, f->address);
    size_t id = name_of(g, text);
    free(text);
    return id;
}

/* The line that allocates is the innermost box. */
static size_t line_of(struct graph *g, const struct formats_frame *f)
{
    const char *slash = f->file != NULL ? strrchr(f->file, '/') : NULL;
    char *text = f->file != NULL ? xprintf("%s:%u", slash != NULL ? slash + 1 : f->file, f->line)
                                 : xprintf("+0x%" PRIx64, f->address);
    size_t id = name_of(g, text);
    free(text);
    return id;
}

static void add_path(struct graph *g, const struct formats_stack *s)
{
    struct path *p = &g->paths[g->count++];
    *p = (struct path){ .blocks = s->total.blocks, .bytes = s->total.bytes };
    if (s->verdict != NULL)
        p->names[p->count++] = name_of(g, s->verdict);
    for (size_t k = s->count; k > 0 && p->count < LEVELS - 1; k--) {
        p->names[p->count++] = function_of(g, &s->frames[k - 1]);
    }
    if (s->count > 0)
        p->names[p->count++] = line_of(g, &s->frames[0]);
    g->blocks += p->blocks;
    g->homes = g->homes || s->verdict != NULL;
}

static int most_blocks(const void *left, const void *right)
{
    const struct formats_stack *a = *(const struct formats_stack *const *)left;
    const struct formats_stack *b = *(const struct formats_stack *const *)right;
    if (a->total.blocks != b->total.blocks)
        return a->total.blocks < b->total.blocks ? 1 : -1;
    return (a > b) - (a < b);
}

/* Names were numbered as they came, those of most blocks first: heavy boxes stand on the left. */
static int by_names(const void *left, const void *right)
{
    const struct path *a = left, *b = right;
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->names[i] != b->names[i])
            return a->names[i] < b->names[i] ? -1 : 1;
    return (a->count > b->count) - (a->count < b->count);
}

static void box(struct graph *g, const char *name, size_t level, double x, uint64_t blocks,
                uint64_t bytes)
{
    double w = 100.0 * (double)blocks / (double)g->blocks;
    g->boxes++;
    fprintf(
        g->out,
        "<button type=\"button\" tabindex=\"-1\"%s style=\"--x:%.5g;--w:%.5g;--y:%zu\" title=\"",
        level == 0 && g->homes ? " class=\"home\"" : "", x, w, level);
    text_markup(g->out, name);
    fprintf(g->out, ": %" PRIu64 " blocks (%.3g %%), %" PRIu64 " bytes\">", blocks, w, bytes);
    text_markup(g->out, name);
    fputs("</button>\n", g->out);
}

/* The boxes of paths from..to at a level, and those within them. Returns the deepest level. */
static size_t draw(struct graph *g, size_t from, size_t to, size_t level, uint64_t before)
{
    size_t deepest = level;
    for (size_t end; from < to; from = end) {
        uint64_t blocks = 0, bytes = 0;
        for (end = from; end < to && g->paths[end].count > level &&
                         g->paths[end].names[level] == g->paths[from].names[level];
             end++) {
            blocks += g->paths[end].blocks;
            bytes += g->paths[end].bytes;
        }
        if (end == from) { /* a path that ends here */
            before += g->paths[from].blocks;
            end++;
            continue;
        }
        if (blocks * NARROW < g->blocks || g->boxes >= FORMATS_BOXES_SHOWN) {
            g->left_out++;
        } else {
            box(g, g->names.strings[g->paths[from].names[level]], level,
                100.0 * (double)before / (double)g->blocks, blocks, bytes);
            size_t deep = draw(g, from, end, level + 1, before);
            deepest = deep > deepest ? deep : deepest;
        }
        before += blocks;
    }
    return deepest;
}

void formats_flame_write(FILE *out, const struct formats_stack *stacks, size_t count)
{
    struct graph g = { .out = NULL };
    struct cli_text text;
    const struct formats_stack **order = xrealloc(NULL, count + 1, sizeof(*order));
    for (size_t i = 0; i < count; i++)
        order[i] = &stacks[i];
    if (count > 1)
        qsort(order, count, sizeof(*order), most_blocks);
    g.paths = xrealloc(NULL, count + 1, sizeof *g.paths);
    for (size_t i = 0; i < count; i++)
        add_path(&g, order[i]);
    if (count > 1)
        qsort(g.paths, count, sizeof *g.paths, by_names);
    g.out = xtext_open(&text);
    size_t levels = g.blocks > 0 ? draw(&g, 0, g.count, 0, 0) : 0;
    fclose(g.out);
    fprintf(out,
            "<p class=\"note\">A box is as wide as the blocks made in it; what it called is below "
            "it.%s</p>\n<div class=\"bar\" hidden><button type=\"button\" id=\"whole\">Show "
            "all</button> <span class=\"note\">A click or Enter shows one box alone, Escape all of "
            "them; arrow keys move.</span></div>\n<div class=\"flame\" role=\"group\" "
            "aria-labelledby=\"graph\" style=\"height:%.2frem\">\n",
            g.homes ? " The first row says what became of them." : "",
            1.55 * (double)(levels > 0 ? levels : 1));
    if (text.length > 0)
        fwrite(text.bytes, 1, text.length, out);
    fputs("</div>\n", out);
    if (g.left_out > 0)
        fprintf(
            out,
            "<p class=\"note\">Left out: %zu %s narrower than a part in %d, or beyond the first "
            "%d, and what is inside.</p>\n",
            g.left_out, g.left_out == 1 ? "box" : "boxes", NARROW, FORMATS_BOXES_SHOWN);
    free(text.bytes);
    free(order);
    free(g.paths);
    text_strpool_done(&g.names);
}
