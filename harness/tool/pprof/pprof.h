/* pprof.h -- reads a memory profile of Go (`go test -memprofile`, runtime/pprof).
 *
 * Ownership: a profile owns all it hands out, until pprof_done(). Not thread-safe. Built without
 * protobuf-c or zlib, nothing can be read, and that is the reason given. */
#ifndef HM_PPROF_PPROF_H
#define HM_PPROF_PPROF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pprof_frame {
    const char *function; /* import/path.(*T).F */
    const char *file;     /* as the compiler was given it */
    unsigned line;
    bool inlined; /* into the next frame */
};

/* Blocks of one size that one stack made. */
struct pprof_sample {
    const struct pprof_frame *frames; /* the innermost first; runtime's own are left out by Go */
    size_t n_frames;
    int64_t blocks, bytes; /* of the whole run, freed or not */
};

struct pprof_profile {
    struct pprof_sample *samples;
    size_t n_samples;
    int64_t rate;               /* a block every so many bytes is recorded; 1: each */
    struct pprof_frame *frames; /* owned; of all samples */
    void *wire;                 /* owned; what the strings are in */
};

/* True if path holds a profile with alloc_objects and alloc_space. Else *why is a sentence, which
 * the caller frees. */
bool pprof_read(struct pprof_profile *profile, const char *path, char **why);
void pprof_done(struct pprof_profile *profile);

#endif
