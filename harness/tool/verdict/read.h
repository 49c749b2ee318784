/* read.h -- from a raw trace to a report: names for addresses, one site for one place. */
#ifndef HM_VERDICT_READ_H
#define HM_VERDICT_READ_H

#include "symbols/symbols.h"
#include "verdict/report.h"
#include "tracer/raw.h"

struct verdict_options {
    const char *op;              /* only blocks made inside this function; NULL: all */
    const char *const *wrappers; /* functions besides the known ones that pass a request on */
    size_t wrapper_count;
    bool no_wrappers; /* look through those alone, and through no others that are found */
};

/* Owns everything the report points to. */
struct verdict_reading {
    struct verdict_report report;
    bool no_such_op; /* no function that options->op names was compiled for tracing */
    char damage[96]; /* what is wrong with the raw trace; "": it is whole */
    struct symbols *symbols;
    struct verdict_reading_parts *parts;
};

/* Read the raw trace at base. Returns 0, or -1: `damage` says what is wrong, or there is no memory.
 * The report borrows options->op. */
int verdict_read(struct verdict_reading *reading, void *base,
                 const struct verdict_options *options);

/* The same for what the Valgrind tool saw (valgrind/seen.h). */
int verdict_read_machine(struct verdict_reading *reading, void *seen,
                         const struct verdict_options *options);
void verdict_read_done(struct verdict_reading *reading);

/* What is known from the source about the size at a site of the report. */
void verdict_source_size_is(struct verdict_reading *reading, size_t site,
                            enum verdict_source_size size);

/* Could the program give the blocks another place at all? Exceptions belong to the C++ runtime, and
 * what the C library keeps for itself to that. */
static inline bool verdict_is_placed_by_program(const struct verdict_site *site)
{
    return !site->exception && !site->library;
}

/* One clause for the user on what to do about this site; NULL: nothing. text is where to put it. */
const char *verdict_advice(const struct verdict_site *site, char *text, size_t size);

/* Bytes that each block of the site would take in the frame of its home, if one follows that
 * advice or the verdict that an automatic variable would do; 0: neither is given. */
uint64_t verdict_advised(const struct verdict_site *site);

/* True if a function of this name only passes requests on: xmalloc and the like, or one of the
 * options. */
bool verdict_is_wrapper(const char *function, const struct verdict_options *options);

#endif
