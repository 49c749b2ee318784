/* run.h -- one run of a program in an empty folder, in which one request for memory fails. */
#ifndef HM_SWEEP_RUN_H
#define HM_SWEEP_RUN_H

#include <stdbool.h>
#include <stddef.h>

enum { OUT_MAX = 3 };

/* What the sweep runs, and how. Borrowed from argv. */
struct swept {
    char **argv;         /* ends with NULL; argv[0] is an absolute path */
    const char *preload; /* LD_PRELOAD of the program; NULL: it is linked with the failing malloc */
    const char *out[OUT_MAX + 1]; /* the files it may leave in its folder; ends with NULL */
    bool inner;                   /* `program` arms itself, with SWEEP_FAIL_AT and SWEEP_PRELOAD */
    bool varies;                  /* what it writes differs from run to run: not compared */
    bool reported;                /* exit status 1 needs no message on stderr */
};

/* What one run did. Owned; free with run_done(). */
struct outcome {
    int status; /* of waitpid() */
    char *out, *err;
    char *file[OUT_MAX]; /* texts of swept.out; NULL: there is none */
    char *left_over;     /* path of something else that was left behind; NULL: nothing */
};

/* Run it with request n failing (0: none), in the folder `scratch`, which is emptied afterwards.
 * Ends the program if no process can be started or no file can be made. */
struct outcome run_failing_at(const struct swept *s, const char *scratch, unsigned n);
void run_done(struct outcome *o);

/* Remove the folder and what is in it. */
void remove_tree(const char *path);

#endif
