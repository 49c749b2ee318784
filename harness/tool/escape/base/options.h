/* options.h -- the options of `heapmark escape`. Knows no LLVM. */
#ifndef HM_ESCAPE_BASE_OPTIONS_H
#define HM_ESCAPE_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* The flags that a project compiles one of its files with. */
struct escape_unit {
    const char *file;
    const char **flags;
    size_t count, room;
};

/* Strings and arrays are borrowed from argv and the environment, or live in the arena. */
struct escape_options {
    const char **files;
    size_t file_count, file_room;
    const char **cflags; /* what follows `--`, without what flags.h drops */
    size_t cflag_count, cflag_room;
    const char *project;       /* -p DIR; NULL: none */
    bool whole_project;        /* with -p and without files: a file may be passed over */
    struct escape_unit *units; /* of the project (project.h) */
    size_t unit_count, unit_room;
    const char **allocs; /* --alloc=NAME */
    size_t alloc_count, alloc_room;
    const char **frees; /* --free=NAME */
    size_t free_count, free_room;
    const char *clang; /* --clang=PATH, $HEAPMARK_CLANG; NULL: the one of the LLVM linked with */
    const char *gcc;   /* --gcc=PATH, $HEAPMARK_GCC, or "gcc" */
    bool sites, params, locals; /* which lines are wanted */
    bool why, json, sarif, check, optimised, help;
};

/* Read the command line into *options. Returns 0, or 2 after one line on stderr. */
int escape_options_read(struct escape_options *options, int argc, char **argv);

/* The unit of `file`, which may be spelled otherwise; NULL: none. */
const struct escape_unit *escape_unit_of(const struct escape_options *options, const char *file);

/* The text of --help. */
extern const char escape_options_help[];

/* Print "heapmark escape: ..." and a newline on stderr; returns 2, the status of a verb that could
 * not run. */
int escape_cannot(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
