/* scenario.h -- a scenario: one use of the heap, its expected results and its expected counts.
 *
 * The program is built twice. The bare program does not know heapmark and checks the results. The
 * counted program also checks the counts, and prints them, so that runs with different allocators
 * can be compared line by line. */
#ifndef HM_SCENARIO_H
#define HM_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

struct cost {
    long allocs, frees, bytes, grows, shrinks;
};

enum {
    DEPENDS = -1, /* as .allocs: on the C library, but not on the allocator */
    VARIES = -2,  /* as .allocs: from run to run; the scenario itself checks what it can */
};

struct scenario {
    const char *name; /* NULL ends a table */
    void (*run)(void);
    struct cost cost;
};

extern const struct scenario family[];     /* family.c: every function, with its special cases */
extern const struct scenario inside[];     /* inside.c: what libc allocates by itself */
extern const struct scenario situations[]; /* situations.c: when and where a program may allocate */
extern const struct scenario cplusplus[];  /* cplusplus.cc, or an empty table */

/* What was counted since the last reset(); all 0 in a bare program. */
void reset(void);
struct cost so_far(void);
bool is_counted(void);

/* In a counted program, check that n blocks were allocated and n freed since reset(). */
void expect_pairs_at(long n, const char *file, int line);
void expect_at(bool holds, const char *what, const char *file, int line);

#define EXPECT(condition) expect_at((condition), #condition, __FILE__, __LINE__)
#define EXPECT_PAIRS(n)   expect_pairs_at((n), __FILE__, __LINE__)

/* Opaque to the compiler, so that it neither warns about nor removes an intended request.
 */
size_t opaque(size_t n);
void use(void *block);

extern const char *program_path;

#endif
