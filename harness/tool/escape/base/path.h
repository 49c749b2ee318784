/* path.h -- how to get from a value to the block in question: add an offset, load, add an offset,
 * ...
 *
 * A path of depth k starts at some value v and reads: v + at[0], load, + at[1], load, ... and after
 * k loads + at[k] is the start of the block. Depth 0 is therefore "v points into the block". It is
 * Go's count of dereferences, with the place in each object kept beside it, so that an int beside a
 * pointer in the same struct is not taken for the pointer.
 *
 * An offset is a set {at + i * step}: step 0 is one known place, step 1 any place at all, step 24
 * one field of any element of an array of 24-byte structs. Joining two sets may only widen them.
 * Nothing here knows LLVM or allocates. */
#ifndef HM_ESCAPE_PATH_H
#define HM_ESCAPE_PATH_H

#include <stdbool.h>
#include <stdint.h>

enum { HM__DEPTH_MAX = 4 };

struct hm__offset {
    int64_t at;
    int64_t step; /* 0: exactly `at` */
};

struct hm__path {
    unsigned depth; /* loads needed, 0..HM__DEPTH_MAX */
    bool deeper;    /* depth is HM__DEPTH_MAX and may in truth be more */
    struct hm__offset at[HM__DEPTH_MAX + 1];
};

struct hm__offset hm__offset_exactly(int64_t at);
struct hm__offset hm__offset_any(void);
struct hm__offset hm__offset_every(int64_t at, int64_t step);
struct hm__offset hm__offset_plus(struct hm__offset a, struct hm__offset b);
struct hm__offset hm__offset_minus(struct hm__offset a, struct hm__offset b);
struct hm__offset hm__offset_join(struct hm__offset a, struct hm__offset b);

/* True when some member t of the set lies in low < t < high. */
bool hm__offset_meets(struct hm__offset set, int64_t low, int64_t high);

/* The block itself: depth 0, offset 0. */
struct hm__path hm__path_start(void);
/* Depth `depth`, every offset unknown. */
struct hm__path hm__path_unknown(unsigned depth);
/* The address was stored `where` bytes into an object: the path from that object. */
struct hm__path hm__path_push(struct hm__path path, struct hm__offset where);
/* The path after the first load; the depth must not be 0. A `deeper` path stays as deep as it was:
 * the caller must follow both this and hm__path_unknown(HM__DEPTH_MAX - 1). */
struct hm__path hm__path_pop(struct hm__path path);
/* The path from v + by, given the path from v. */
struct hm__path hm__path_moved(struct hm__path path, struct hm__offset by);
/* Widen *into by the path `more` of the same depth; true when *into changed. */
bool hm__path_join(struct hm__path *into, const struct hm__path *more);
bool hm__path_equal(const struct hm__path *a, const struct hm__path *b);

#endif
