/* program.h -- find a program, and check before it starts that a preloaded library can see its
 * allocations: a program that cannot be counted is refused, never reported with zeros. */
#ifndef HM_PROCESS_PROGRAM_H
#define HM_PROCESS_PROGRAM_H

#include <limits.h>
#include <stdbool.h>

enum { PROCESS_WHY_MAX = 512 };

/* A program as the kernel will run it. */
struct process_program {
    char path[PATH_MAX];  /* the file to execute */
    char image[PATH_MAX]; /* the ELF file that will be in memory: path, or a script's interpreter */
    char via_env[PATH_MAX];   /* of a script that starts with `#!.../env NAME`: NAME; else "" */
    bool own_malloc;          /* it exports a malloc */
    bool hooked;              /* it was compiled with -finstrument-functions, or links what was */
    bool no_loader;           /* the dynamic linker it names is not there */
    char other_allocator[32]; /* a function of another allocator that is linked in, or "" */
};

/* Find `name` as a shell does: in PATH unless it has a slash. False and one clause in `why` if
 * there is no such file or it is not executable. */
bool process_program_find(const char *name, char path[PATH_MAX], char why[PROCESS_WHY_MAX]);

/* Find `name` as a shell does, follow #! lines, and look at the ELF file. False and one clause in
 * `why` if it is missing, not executable, or cannot be counted: static, for another machine or C
 * library, set-uid, built with a sanitizer or with a malloc of its own. */
bool process_program_check(const char *name, struct process_program *program,
                           char why[PROCESS_WHY_MAX]);

/* The same, for what replaces malloc by other means: a malloc of its own is no reason to refuse. */
bool process_program_look(const char *name, struct process_program *program,
                          char why[PROCESS_WHY_MAX]);

#endif
