/* walls.h -- what a confined program can reach: the words for bubblewrap, and the system calls that
 * are refused. Used by sandbox.c alone. */
#ifndef HM_PROCESS_WALLS_H
#define HM_PROCESS_WALLS_H

#include <stdbool.h>
#include <stddef.h>

struct process_sandbox;

/* Descriptors of bubblewrap itself; they are closed when the program starts. */
enum { PROCESS_WALLS_FILTER = 50, PROCESS_WALLS_STATUS = 51 };

/* bubblewrap's command up to "--": the toolchain and what the sandbox names, read-only; nothing
 * else of the file system, no network, no other process. Returns the place behind it; NULL, with
 * errno: too many words. */
const char **process_walls(const struct process_sandbox *sandbox, const char **argv, size_t size);

/* A descriptor of a seccomp program for bubblewrap: no io_uring, no namespaces, no tracing, no
 * other system's calls and, unless `forks`, no new process. -1 with errno. */
int process_walls_filter(bool forks);

#endif
