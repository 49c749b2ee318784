/* path.h -- access paths of bounded length: how to get from a value to the block.
 *
 * A path of depth k starts at some value v and reads: v + at[0], load, + at[1], load, ... and after
 * k loads + at[k] is the start of the block. Depth 0 is therefore "v points into the block". The
 * depth is Go's count of dereferences. The offsets keep apart the members of a struct, so that an
 * int is not taken for the pointer beside it.
 *
 * An offset is a set {at + i * step}: step 0 is one known place, step 1 any place at all, step 24
 * one field of any element of an array of 24-byte structs. Joining two sets may only widen them.
 * Nothing here knows LLVM or allocates. */
#ifndef HM_ESCAPE_BASE_PATH_H
#define HM_ESCAPE_BASE_PATH_H

#include <stdbool.h>
#include <stdint.h>

enum { ESCAPE_DEPTH_MAX = 4 };

struct escape_offset {
    int64_t at;
    int64_t step; /* 0: exactly `at` */
};

struct escape_path {
    unsigned depth; /* loads needed, 0..ESCAPE_DEPTH_MAX */
    bool deeper;    /* depth is ESCAPE_DEPTH_MAX, and the real depth may be greater */
    struct escape_offset at[ESCAPE_DEPTH_MAX + 1];
};

struct escape_offset escape_offset_exactly(int64_t at);
struct escape_offset escape_offset_any(void);
struct escape_offset escape_offset_every(int64_t at, int64_t step);
struct escape_offset escape_offset_plus(struct escape_offset a, struct escape_offset b);
struct escape_offset escape_offset_minus(struct escape_offset a, struct escape_offset b);
struct escape_offset escape_offset_join(struct escape_offset a, struct escape_offset b);

/* True when some member t of the set lies in low < t < high. */
bool escape_offset_meets(struct escape_offset set, int64_t low, int64_t high);

/* The block itself: depth 0, offset 0. */
struct escape_path escape_path_start(void);
/* Depth `depth`, every offset unknown. */
struct escape_path escape_path_unknown(unsigned depth);
/* The address was stored `where` bytes into an object: the path from that object. */
struct escape_path escape_path_push(struct escape_path path, struct escape_offset where);
/* The path after the first load; the depth must not be 0. A `deeper` path stays as deep as it was:
 * the caller must follow both this and escape_path_unknown(ESCAPE_DEPTH_MAX - 1). */
struct escape_path escape_path_pop(struct escape_path path);
/* The path from v + by, given the path from v. */
struct escape_path escape_path_moved(struct escape_path path, struct escape_offset by);
/* Widen *into by the path `more` of the same depth; true when *into changed. */
bool escape_path_join(struct escape_path *into, const struct escape_path *more);
bool escape_path_equal(const struct escape_path *a, const struct escape_path *b);

#endif
