/* dhat.c -- the JSON of Valgrind's DHAT, version 2, with events of our own as the unit of time.
 *
 * Members about lifetimes and peaks are there only where they are known; `bklt` says so. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "formats/stacks.h"
#include "text/json.h"
#include "text/strpool.h"

enum { SHORT_LIVED = 10 }; /* events: a block dies about as soon as its function returns */

static json_t *number(uint64_t n)
{
    return json_integer((json_int_t)n);
}

/* "0xADDRESS: function (file:line:column)": the viewers split it again. The caller frees it. */
static char *frame_text(const struct formats_frame *f)
{
    char *text =
        xprintf("0x%" PRIX64 ": %s (", f->address, f->function != NULL ? f->function : "???");
    if (f->file == NULL)
        xappend(&text, "in %s)", f->module != NULL ? f->module : "???");
    else if (f->line == 0)
        xappend(&text, "%s)", f->file);
    else if (f->column == 0)
        xappend(&text, "%s:%u)", f->file, f->line);
    else
        xappend(&text, "%s:%u:%u)", f->file, f->line, f->column);
    return text;
}

static json_t *frame_number(struct text_strpool *known, const char *text)
{
    return number(text_strpool_id(known, text, strlen(text), NULL));
}

static json_t *indexes_of(struct text_strpool *known, const struct formats_stack *s)
{
    json_t *fs = json_array();
    if (s->verdict != NULL)
        text_json_add(fs, frame_number(known, s->verdict));
    for (size_t i = 0; i < s->count; i++) {
        char *text = frame_text(&s->frames[i]);
        text_json_add(fs, frame_number(known, text));
        free(text);
    }
    return fs;
}

static void put_amount(json_t *o, const char *bytes, const char *blocks,
                       const struct formats_amount *a)
{
    if (!a->known)
        return;
    text_json_put(o, bytes, number(a->bytes));
    text_json_put(o, blocks, number(a->blocks));
}

static json_t *point(struct text_strpool *known, const struct formats_heap *heap,
                     const struct formats_stack *s)
{
    json_t *o = json_object();
    put_amount(o, "tb", "tbk", &s->total);
    if (heap->timed)
        text_json_put(o, "tl", number(s->lifetime));
    put_amount(o, "mb", "mbk", &s->most);
    put_amount(o, "gb", "gbk", &s->peak);
    put_amount(o, "eb", "ebk", &s->end);
    text_json_put(o, "fs", indexes_of(known, s));
    return o;
}

bool formats_dhat(FILE *out, const struct formats_heap *heap)
{
    text_json_begin();
    struct text_strpool known = { 0 };
    json_t *root = json_object(), *points = json_array(), *frames = json_array();
    json_decref(frame_number(&known, "[root]"));
    for (size_t i = 0; i < heap->count; i++)
        text_json_add(points, point(&known, heap, &heap->stacks[i]));
    for (size_t i = 0; i < known.n; i++)
        text_json_add(frames, text_json_string(known.strings[i]));
    text_strpool_done(&known);
    text_json_put(root, "dhatFileVersion", json_integer(2));
    text_json_put(root, "mode", text_json_string(heap->mode));
    text_json_put(root, "verb", json_string("Allocated"));
    text_json_put(root, "bklt", json_boolean(heap->timed));
    text_json_put(root, "bkacc", json_false());
    text_json_put(root, "tu", json_string(heap->unit));
    text_json_put(root, "Mtu", json_string(heap->mega));
    if (heap->timed)
        text_json_put(root, "tuth", json_integer(SHORT_LIVED));
    text_json_put(root, "cmd", text_json_string(heap->command));
    text_json_put(root, "pid", json_integer(heap->pid));
    text_json_put(root, "te", number(heap->end));
    if (heap->timed)
        text_json_put(root, "tg", number(heap->peak_at));
    text_json_put(root, "pps", points);
    text_json_put(root, "ftbl", frames);
    return text_json_write(out, root, JSON_COMPACT | JSON_PRESERVE_ORDER);
}
