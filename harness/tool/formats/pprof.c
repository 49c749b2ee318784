/* pprof.c -- a heap profile for `go tool pprof`: gzip profile.proto with the four values that Go's
 * own have. Every block is counted, so the period is 1.
 *
 * What became of the blocks is a label of the sample and no frame: it would take the lines of the
 * source away from `-list`. */
#include "formats/stacks.h"

#ifdef HM_PPROF

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "pprof/profile.pb-c.h"
#include "text/strpool.h"

enum { VALUES = 4, GZIP = 15 + 16 };

struct profile {
    struct text_strpool strings, functions, locations, modules;
    PprofWire__Profile wire;
    size_t sample_room, mapping_room, location_room, function_room;
};

static const char *const values[VALUES][2] = { { "alloc_objects", "count" },
                                               { "alloc_space", "bytes" },
                                               { "inuse_objects", "count" },
                                               { "inuse_space", "bytes" } };

/* Strings of protobuf are UTF-8. */
static int64_t string(struct profile *p, const char *text)
{
    char *copy = xprintf("%s", text != NULL ? text : "");
    hm_base_make_utf8(copy);
    size_t id = text_strpool_id(&p->strings, copy, strlen(copy), NULL);
    free(copy);
    return (int64_t)id;
}

/* The number of that key from 1 on; *added: it is new, and the key is gone either way. */
static uint64_t number(struct text_strpool *pool, char *key, bool *added)
{
    size_t id = text_strpool_id(pool, key, strlen(key), added);
    free(key);
    return id + 1;
}

#define NEW(list, count, room, kind)                                                               \
    (*XPUSH(list, count, room) = xzalloc(sizeof(PprofWire__##kind)))

static uint64_t mapping(struct profile *p, const char *module)
{
    bool added;
    PprofWire__Profile *w = &p->wire;
    uint64_t id = number(&p->modules, xprintf("%s", module), &added);
    if (added) {
        PprofWire__Mapping *m = NEW(w->mapping, w->n_mapping, p->mapping_room, Mapping);
        pprof_wire__mapping__init(m);
        m->id = id;
        m->file = string(p, module);
        m->has_functions = m->has_filenames = m->has_line_numbers = m->has_inline_frames = true;
    }
    return id;
}

static uint64_t function(struct profile *p, const struct formats_frame *f)
{
    bool added;
    PprofWire__Profile *w = &p->wire;
    const char *name = f->function != NULL ? f->function : "???", *file = f->file;
    uint64_t id = number(&p->functions, xprintf("%s\n%s", name, file != NULL ? file : ""), &added);
    if (added) {
        PprofWire__Function *made = NEW(w->function, w->n_function, p->function_room, Function);
        pprof_wire__function__init(made);
        made->id = id;
        made->name = made->system_name = string(p, name);
        made->file = string(p, file);
    }
    return id;
}

/* The physical frame that the `count` frames are: all but the last are inlined. */
static uint64_t location(struct profile *p, const struct formats_frame *frames, size_t count)
{
    bool added;
    PprofWire__Profile *w = &p->wire;
    const struct formats_frame *outer = &frames[count - 1];
    uint64_t functions[64];
    char *key = xprintf("%s\n%" PRIx64, outer->module != NULL ? outer->module : "", outer->address);
    for (size_t i = 0; i < count; i++) {
        functions[i] = function(p, &frames[i]);
        xappend(&key, "\n%" PRIu64 ":%u", functions[i], frames[i].line);
    }
    uint64_t id = number(&p->locations, key, &added);
    if (!added)
        return id;
    PprofWire__Location *l = NEW(w->location, w->n_location, p->location_room, Location);
    pprof_wire__location__init(l);
    l->id = id;
    l->address = outer->address;
    l->mapping = outer->module != NULL ? mapping(p, outer->module) : 1;
    l->line = xzalloc(count * sizeof(PprofWire__Line *));
    l->n_line = count;
    for (size_t i = 0; i < count; i++) {
        l->line[i] = xzalloc(sizeof(PprofWire__Line));
        pprof_wire__line__init(l->line[i]);
        l->line[i]->function = functions[i];
        l->line[i]->line = frames[i].line;
    }
    return id;
}

static void add_label(struct profile *p, PprofWire__Sample *s, const char *verdict)
{
    s->label = xzalloc(sizeof(PprofWire__Label *));
    s->label[0] = xzalloc(sizeof(PprofWire__Label));
    pprof_wire__label__init(s->label[0]);
    s->label[0]->key = string(p, "verdict");
    s->label[0]->str = string(p, verdict);
    s->n_label = 1;
}

static void add_sample(struct profile *p, const struct formats_stack *from)
{
    PprofWire__Profile *w = &p->wire;
    PprofWire__Sample *s = NEW(w->sample, w->n_sample, p->sample_room, Sample);
    pprof_wire__sample__init(s);
    s->location = xzalloc((from->count + 1) * sizeof *s->location);
    for (size_t i = 0; i < from->count;) {
        size_t n = 1;
        while (i + n < from->count && n < 64 && from->frames[i + n - 1].inlined)
            n++;
        s->location[s->n_location++] = location(p, &from->frames[i], n);
        i += n;
    }
    s->n_value = VALUES;
    s->value = xzalloc(VALUES * sizeof *s->value);
    s->value[0] = (int64_t)from->total.blocks;
    s->value[1] = (int64_t)from->total.bytes;
    s->value[2] = (int64_t)from->end.blocks;
    s->value[3] = (int64_t)from->end.bytes;
    if (from->verdict != NULL)
        add_label(p, s, from->verdict);
}

static PprofWire__ValueType *value_type(struct profile *p, const char *type, const char *unit)
{
    PprofWire__ValueType *t = xzalloc(sizeof *t);
    pprof_wire__value_type__init(t);
    t->type = string(p, type);
    t->unit = string(p, unit);
    return t;
}

/* Blocks of which it is not known whether they were in use at the end are in no inuse value. */
static void add_comments(struct profile *p, const struct formats_heap *heap)
{
    uint64_t unknown = 0;
    for (size_t i = 0; i < heap->count; i++)
        unknown += heap->stacks[i].end.known ? 0 : heap->stacks[i].total.blocks;
    char *lost =
        xprintf("%" PRIu64 " blocks were not followed to the end: inuse values lack them", unknown);
    p->wire.comment = xzalloc(2 * sizeof *p->wire.comment);
    char *made = xprintf("%s: %s", heap->mode, heap->command);
    p->wire.comment[p->wire.n_comment++] = string(p, made);
    if (unknown > 0)
        p->wire.comment[p->wire.n_comment++] = string(p, lost);
    free(made);
    free(lost);
}

static void fill(struct profile *p, const struct formats_heap *heap)
{
    PprofWire__Profile *w = &p->wire;
    pprof_wire__profile__init(w);
    string(p, "");                                             /* number 0, as the format wants */
    mapping(p, heap->program != NULL ? heap->program : "???"); /* the program's is the first */
    w->sample_type = xzalloc(VALUES * sizeof(PprofWire__ValueType *));
    w->n_sample_type = VALUES;
    for (size_t i = 0; i < VALUES; i++)
        w->sample_type[i] = value_type(p, values[i][0], values[i][1]);
    w->default_sample_type = string(p, "alloc_objects");
    w->period_type = value_type(p, "space", "bytes");
    w->period = 1;
    for (size_t i = 0; i < heap->count; i++)
        add_sample(p, &heap->stacks[i]);
    add_comments(p, heap);
    w->n_strings = p->strings.n;
    w->strings = p->strings.strings;
}

static bool deflated(FILE *out, unsigned char *bytes, size_t length)
{
    z_stream z = { 0 };
    unsigned char piece[1 << 14];
    bool ok =
        deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    if (!ok)
        errno = ENOMEM;
    for (int code = Z_OK; ok && code != Z_STREAM_END;) {
        if (z.avail_in == 0) {
            z.next_in = bytes;
            z.avail_in = length < 1 << 30 ? (uInt)length : 1 << 30;
            bytes += z.avail_in;
            length -= z.avail_in;
        }
        z.next_out = piece;
        z.avail_out = sizeof piece;
        code = deflate(&z, length == 0 ? Z_FINISH : Z_NO_FLUSH);
        size_t made = sizeof piece - z.avail_out;
        ok = code != Z_STREAM_ERROR && fwrite(piece, 1, made, out) == made;
    }
    deflateEnd(&z);
    return ok && fflush(out) == 0;
}

bool formats_pprof(FILE *out, const struct formats_heap *heap)
{
    struct profile *p = xzalloc(sizeof *p);
    fill(p, heap);
    size_t length = pprof_wire__profile__get_packed_size(&p->wire);
    unsigned char *bytes = xrealloc(NULL, length + 1, 1);
    pprof_wire__profile__pack(&p->wire, bytes);
    bool ok = deflated(out, bytes, length);
    int why = errno;
    free(bytes);
    p->wire.strings = NULL; /* the pool's own */
    p->wire.n_strings = 0;
    PprofWire__Profile *wire = xzalloc(sizeof *wire);
    *wire = p->wire;
    pprof_wire__profile__free_unpacked(wire, NULL);
    text_strpool_done(&p->strings);
    text_strpool_done(&p->functions);
    text_strpool_done(&p->locations);
    text_strpool_done(&p->modules);
    free(p);
    errno = why;
    return ok;
}

const char *formats_no_pprof(void)
{
    return NULL;
}

#else

#include <errno.h>

bool formats_pprof(FILE *out, const struct formats_heap *heap)
{
    (void)out;
    (void)heap;
    errno = ENOSYS;
    return false;
}

const char *formats_no_pprof(void)
{
    return "heapmark was built without protobuf-c and zlib";
}

#endif
