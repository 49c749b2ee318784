/* expect.h -- assertions about the heap, for tests of any framework.
 *
 *     hm_budget three = { .allocs = hm_at_most(3) };
 *     hm_expect *e = hm_expect_begin(three);
 *     parse(text);
 *     const hm_finding *found = hm_expect_end(e);
 *     if (found->verdict != HM_HELD)
 *         puts(found->message);
 *
 * A message names what was counted beside the budget, the sites that allocated with their stacks,
 * what a tracer in the process saw of their blocks, and, against a baseline, which sites are new.
 * heapmark/cmocka.h makes CMocka assertions of this.
 *
 * What is counted is what heapmark/counters.h says: each block handed out, a realloc of a live
 * block as one block that ends and one that is born. Regions nest. One that is left without
 * hm_expect_end(), by return or longjmp, is given up without a verdict as soon as a region further
 * out begins or ends. At most 32 regions are open at once. Where nothing can be counted (a
 * sanitizer, a static binary) the verdict is HM_CANNOT_COUNT, which is not HM_HELD.
 *
 * Thread-safe: regions may be open on several threads. A region ends on the thread that began it.
 * Nothing here changes what is counted. */
#ifndef HEAPMARK_EXPECT_H
#define HEAPMARK_EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <heapmark/version.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hm_limit_kind {
    HM_LIMIT_NONE,
    HM_LIMIT_EXACTLY,
    HM_LIMIT_AT_MOST,
    HM_LIMIT_RATCHET,
} hm_limit_kind;

typedef struct hm_limit {
    hm_limit_kind kind; /* 0: no limit */
    int64_t value;
} hm_limit;

typedef enum hm_scope {
    HM_SCOPE_PROCESS, /* all threads */
    HM_SCOPE_THREAD,  /* what the thread that began the region allocates, whoever frees it */
} hm_scope;

/* What a stretch of code may cost. { 0 } means: not one block. As soon as one limit is given, what
 * has no limit is free. Strings are borrowed until the region ends. */
typedef struct hm_budget {
    const char *name;     /* for messages and the baseline; NULL: FILE:LINE */
    hm_limit allocs;      /* blocks handed out */
    hm_limit bytes;       /* bytes requested */
    hm_limit peak_bytes;  /* most bytes of the region that were alive at once */
    hm_limit outlive;     /* blocks of the region that are alive at its end */
    hm_scope scope;       /* whose blocks */
    const char *baseline; /* file with the numbers of the last good run */
    unsigned warm_up;     /* hm_expect_call(): calls that are not judged, before the others */
    unsigned calls;       /* hm_expect_call(): calls that are judged, together; 0: one */
} hm_budget;

typedef enum hm_expect_verdict {
    HM_HELD,
    HM_BROKEN,
    HM_CANNOT_COUNT, /* nothing is known: skip the test */
    HM_MISUSED,      /* a budget below zero, a ratchet without a name, no room for a region */
} hm_expect_verdict;

typedef struct hm_finding {
    hm_expect_verdict verdict;
    uint64_t allocs, bytes;
    int64_t peak_bytes, outlive;
    const char *message; /* lines of text; "" if there is nothing to say */
} hm_finding;

typedef struct hm_expect hm_expect; /* an open region */

/* Limits. A ratchet takes its value from the baseline: at most that many. With
 * HEAPMARK_BASELINE=update in the environment the region's numbers are written to the baseline
 * instead. A name without numbers there breaks the budget; numbers of another toolchain alone are
 * no numbers for this one, and then the verdict is HM_CANNOT_COUNT.
 *
 * Other limits with a baseline keep their values. A region that breaks them shows which sites have
 * more or fewer blocks than recorded; with HEAPMARK_BASELINE=update one that holds is recorded. */
static inline hm_limit hm_exactly(int64_t n)
{
    hm_limit limit;
    limit.kind = HM_LIMIT_EXACTLY;
    limit.value = n;
    return limit;
}

static inline hm_limit hm_at_most(int64_t n)
{
    hm_limit limit;
    limit.kind = HM_LIMIT_AT_MOST;
    limit.value = n;
    return limit;
}

static inline hm_limit hm_ratchet(void)
{
    hm_limit limit;
    limit.kind = HM_LIMIT_RATCHET;
    limit.value = 0;
    return limit;
}

/* Where a region was written, and with what it was compiled. */
typedef struct hm_priv_place {
    const char *file;
    int line;
    const char *toolchain;
    int headers;
    const void *frame;
} hm_priv_place;

hm_expect *hm_priv_expect_begin(const hm_budget *budget, const hm_priv_place *place);
const hm_finding *hm_priv_expect_call(const hm_budget *budget, void (*fn)(void *arg), void *arg,
                                      const hm_priv_place *place);

#define HM_PRIV_TEXT_OF(x) #x
#define HM_PRIV_TEXT(x)    HM_PRIV_TEXT_OF(x)
#if defined(__clang__)
#define HM_PRIV_COMPILER "clang-" HM_PRIV_TEXT(__clang_major__)
#else
#define HM_PRIV_COMPILER "gcc-" HM_PRIV_TEXT(__GNUC__)
#endif
#if defined(__x86_64__)
#define HM_PRIV_MACHINE "x86-64"
#elif defined(__aarch64__)
#define HM_PRIV_MACHINE "aarch64"
#else
#define HM_PRIV_MACHINE "other"
#endif
#if defined(__OPTIMIZE__)
#define HM_PRIV_LEVEL "optimised"
#else
#define HM_PRIV_LEVEL "unoptimised"
#endif

static inline hm_priv_place hm_priv_place_of(const char *file, int line, const void *frame)
{
    hm_priv_place place;
    place.file = file;
    place.line = line;
    place.toolchain = HM_PRIV_COMPILER " " HM_PRIV_MACHINE " " HM_PRIV_LEVEL;
    place.headers = HM_VERSION;
    place.frame = frame;
    return place;
}

static inline hm_expect *hm_priv_begin_at(hm_budget budget, hm_priv_place place)
{
    return hm_priv_expect_begin(&budget, &place);
}

static inline const hm_finding *hm_priv_call_at(hm_budget budget, void (*fn)(void *arg), void *arg,
                                                hm_priv_place place)
{
    return hm_priv_expect_call(&budget, fn, arg, &place);
}

#define HM_PRIV_HERE hm_priv_place_of(__FILE__, __LINE__, __builtin_frame_address(0))

/* Begin a region with this hm_budget. Never NULL. */
#define hm_expect_begin(budget) hm_priv_begin_at((budget), HM_PRIV_HERE)

/* End it and judge. The finding lives until 32 further regions have begun. */
const hm_finding *hm_expect_end(hm_expect *e);

/* The region is one or more calls of fn(arg). */
#define hm_expect_call(budget, fn, arg) hm_priv_call_at((budget), (fn), (arg), HM_PRIV_HERE)

/* What the calling thread allocates between the two is in no region. The two nest. */
void hm_expect_pause(void);
void hm_expect_resume(void);

bool hm_priv_forbid_begin(const void *frame);

/* From now on the calling thread must not allocate: its first block ends the program with SIGABRT,
 * after the stack was written to stderr. The two nest. A function that is left without
 * hm_forbid_end(), by return or longjmp, forbids nothing any more. False: nothing can be counted
 * here (hm_counting_reason()), and nothing is forbidden. */
static inline __attribute__((always_inline)) bool hm_forbid_begin(void)
{
    return hm_priv_forbid_begin(__builtin_dwarf_cfa());
}
void hm_forbid_end(void);

/* What to do at that block instead, given the text for stderr; it may longjmp. NULL: as said
 * above. Returns what was set before. Process-wide. */
typedef void hm_forbid_handler(const char *text);
hm_forbid_handler *hm_forbid_on_block(hm_forbid_handler *handler);

#ifdef __cplusplus
}

namespace heapmark
{
/* No block while an object of this type is alive. */
class forbid
{
  public:
    explicit forbid(const void *frame = __builtin_dwarf_cfa()) /* of the caller */
        : active_(hm_priv_forbid_begin(frame))
    {
    }
    ~forbid()
    {
        if (active_)
            hm_forbid_end();
    }
    forbid(const forbid &) = delete;
    forbid &operator=(const forbid &) = delete;
    bool active() const
    {
        return active_;
    }

  private:
    bool active_;
};
} // namespace heapmark
#endif
#endif
