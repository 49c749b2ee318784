/* pprof.c -- from the bytes of a memory profile to stacks with blocks and bytes; see pprof.h. */
#include "pprof/pprof.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

#ifdef HM_PPROF

#include <zlib.h>

#include "pprof/profile.pb-c.h"

typedef PprofWire__Profile Profile;
typedef PprofWire__Location Location;
typedef PprofWire__Function Function;

enum { MOST_BYTES = 1 << 30, MOST_FRAMES = 1 << 26 };

/* All bytes of the file, unpacked if gzip packed them; NULL with *why set. */
static unsigned char *read_all(const char *path, size_t *len, char **why)
{
    gzFile in = gzopen(path, "rb");
    unsigned char *bytes = NULL;
    size_t cap = 0;
    int n = 0, code = Z_OK;
    *len = 0;
    if (in == NULL) {
        *why = xprintf("cannot be opened: %s", strerror(errno));
        return NULL;
    }
    do {
        if (cap - *len < 1 << 16)
            bytes = xrealloc(bytes, cap = cap > 0 ? 2 * cap : 1 << 18, 1);
        n = gzread(in, bytes + *len, 1 << 16);
        *len += n > 0 ? (size_t)n : 0;
    } while (n > 0 && *len < MOST_BYTES);
    const char *said = gzerror(in, &code);
    size_t before = strncmp(said, path, strlen(path)) == 0 ? strlen(path) + 2 : 0; /* "PATH: " */
    if (code == Z_ERRNO)
        *why = xprintf("cannot be read: %s", strerror(errno));
    else if (n < 0 || code == Z_BUF_ERROR)
        *why = xprintf("is cut off or damaged: %s", said + before);
    else if (*len >= MOST_BYTES)
        *why = xprintf("holds more than 1 GiB");
    else if (*len == 0)
        *why = xprintf("is empty");
    gzclose(in);
    if (*why != NULL) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static const char *text(const Profile *p, int64_t index)
{
    return index >= 0 && (uint64_t)index < p->n_strings ? p->strings[index] : "";
}

/* Which value of a sample is that type; -1: none. */
static int type_of(const Profile *p, const char *name)
{
    for (size_t i = 0; i < p->n_sample_type; i++)
        if (strcmp(text(p, p->sample_type[i]->type), name) == 0)
            return (int)i;
    return -1;
}

static int by_location(const void *a, const void *b)
{
    uint64_t x = (*(Location *const *)a)->id, y = (*(Location *const *)b)->id;
    return x < y ? -1 : x > y;
}

static int by_function(const void *a, const void *b)
{
    uint64_t x = (*(Function *const *)a)->id, y = (*(Function *const *)b)->id;
    return x < y ? -1 : x > y;
}

static const Location *location(const Profile *p, uint64_t id)
{
    Location wanted = { .id = id }, *key = &wanted;
    Location **found = p->n_location > 0 ? bsearch(&key, p->location, p->n_location,
                                                   sizeof(Location *), by_location)
                                         : NULL;
    return found != NULL ? *found : NULL;
}

static struct pprof_frame frame(const Profile *p, const Location *at, size_t i)
{
    const PprofWire__Line *line = at->line[i];
    Function wanted = { .id = line->function }, *key = &wanted;
    Function **found = p->n_function > 0 ? bsearch(&key, p->function, p->n_function,
                                                   sizeof(Function *), by_function)
                                         : NULL;
    return (struct pprof_frame){
        .function = found != NULL ? text(p, (*found)->name) : "",
        .file = found != NULL ? text(p, (*found)->file) : "",
        .line = line->line > 0 && line->line < 1000000000 ? (unsigned)line->line : 0,
        .inlined = i + 1 < at->n_line,
    };
}

/* The number of frames of a sample; with `into` they are written there. */
static size_t frames_of(const Profile *p, const PprofWire__Sample *s, struct pprof_frame *into)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_location; i++) {
        const Location *at = location(p, s->location[i]);
        for (size_t k = 0; at != NULL && k < at->n_line; k++, n++)
            if (into != NULL)
                into[n] = frame(p, at, k);
    }
    return n;
}

static bool fill(struct pprof_profile *out, const Profile *p, char **why)
{
    int objects = type_of(p, "alloc_objects"), space = type_of(p, "alloc_space");
    size_t total = 0;
    if (objects < 0 || space < 0) {
        *why = xprintf("is no memory profile: its values are %s%s; expected alloc_objects and "
                       "alloc_space (go test -memprofile)",
                       p->n_sample_type > 0 ? text(p, p->sample_type[0]->type) : "none",
                       p->n_sample_type > 1 ? " and others" : "");
        return false;
    }
    qsort(p->location, p->n_location, sizeof(Location *), by_location);
    qsort(p->function, p->n_function, sizeof(Function *), by_function);
    for (size_t i = 0; i < p->n_sample && total < MOST_FRAMES; i++)
        total += frames_of(p, p->sample[i], NULL);
    if (total >= MOST_FRAMES) {
        *why = xprintf("has more than %d frames", MOST_FRAMES);
        return false;
    }
    out->samples = xrealloc(NULL, p->n_sample + 1, sizeof *out->samples);
    out->frames = xrealloc(NULL, total + 1, sizeof *out->frames);
    out->rate = p->period;
    for (size_t i = 0, at = 0; i < p->n_sample; i++) {
        const PprofWire__Sample *s = p->sample[i];
        if (s->n_value != p->n_sample_type)
            continue;
        size_t n = frames_of(p, s, out->frames + at);
        out->samples[out->n_samples++] =
            (struct pprof_sample){ out->frames + at, n, s->value[objects], s->value[space] };
        at += n;
    }
    return true;
}

bool pprof_read(struct pprof_profile *profile, const char *path, char **why)
{
    size_t len;
    memset(profile, 0, sizeof *profile);
    *why = NULL;
    unsigned char *bytes = read_all(path, &len, why);
    if (bytes == NULL)
        return false;
    Profile *wire = pprof_wire__profile__unpack(NULL, len, bytes);
    free(bytes);
    profile->wire = wire;
    if (wire == NULL || wire->n_strings == 0)
        *why = xprintf("is not in the format of pprof");
    else if (fill(profile, wire, why))
        return true;
    pprof_done(profile);
    return false;
}

void pprof_done(struct pprof_profile *profile)
{
    free(profile->samples);
    free(profile->frames);
    if (profile->wire != NULL)
        pprof_wire__profile__free_unpacked(profile->wire, NULL);
    memset(profile, 0, sizeof *profile);
}

#else

bool pprof_read(struct pprof_profile *profile, const char *path, char **why)
{
    (void)path;
    memset(profile, 0, sizeof *profile);
    *why = xprintf("cannot be read: heapmark was built without protobuf-c and zlib");
    return false;
}

void pprof_done(struct pprof_profile *profile)
{
    memset(profile, 0, sizeof *profile);
}

#endif
