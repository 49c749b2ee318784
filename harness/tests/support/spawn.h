/* spawn.h -- runs a program from a test and collects its output and its status. */
#ifndef HM_TEST_SPAWN_H
#define HM_TEST_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct spawned {
    int status; /* of waitpid() */
    char *out;  /* stdout and stderr, each ended by '\0'; empty, not NULL, if nothing was written */
    char *err;
};

/* Run argv (NULL-terminated, argv[0] searched in PATH) with `input` as stdin (NULL: empty) and
 * wait. Ends the test program if no process can be started. Free with spawned_done(). */
struct spawned spawn(const char *const *argv, const char *input);
void spawned_done(struct spawned *s);

/* Is there a program of that name in PATH? */
bool is_installed(const char *program);

/* Exit status, or -1 if it did not exit. */
int exit_status(const struct spawned *s);

/* Makes a file with that content and mode; ends the test program if this fails. */
void write_script(const char *path, const char *text, mode_t mode);

/* The whole file, ended by '\0'; NULL if it cannot be read. Free it. */
char *read_whole(const char *path);

#define SPAWN(...) spawn((const char *const[]){ __VA_ARGS__, NULL }, NULL)

#endif
