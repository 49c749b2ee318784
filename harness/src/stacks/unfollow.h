/* unfollow.h -- programs that this library must not be loaded into. */
#ifndef HM_STACKS_UNFOLLOW_H
#define HM_STACKS_UNFOLLOW_H

#include <stdbool.h>
#include <stddef.h>

/* Before the environment is cleaned, and before the program's threads. */
void hm_stacks_unfollow_start(void);

/* A program that is about to be executed with the environment `env`: would loading this library end
 * or change it? So it does for one with another dynamic linker (another C library or machine), or
 * with a sanitizer that wants to come first. `name` is looked up in PATH if `search`, as the exec
 * functions with a p do. A file that cannot be read is none. Where the program will not be counted,
 * the launcher is told why. Makes system calls, does not allocate; keeps errno. */
bool hm_stacks_must_unfollow(const char *name, bool search, char *const *env);

/* How many bytes hm_stacks_unfollowed() needs for this environment. */
size_t hm_stacks_unfollowed_bytes(char *const *env);

/* The environment without what loads this library, made in `room`. */
char *const *hm_stacks_unfollowed(char *const *env, void *room);

#endif
