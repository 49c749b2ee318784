/* guard.h -- call a library that may crash on what it is given, and survive.
 *
 * libdw reads whatever file the traced program was made from, and dereferences NULL or aborts when
 * an allocation of its own fails. Numbers measured before must not be lost to that. */
#ifndef HM_SYMBOLS_GUARD_H
#define HM_SYMBOLS_GUARD_H

#include <stdbool.h>

/* fn(arg). False if it crashed (SIGSEGV, SIGBUS, SIGABRT on this thread): whatever it worked on is
 * then in an unknown state and must not be touched again, nor freed. Not for code that takes locks
 * others need. Calls do not nest. */
bool symbols_guarded(void (*fn)(void *arg), void *arg);

/* The same for libdw, with a line on stderr if it crashes. */
bool symbols_guarded_libdw(void (*fn)(void *arg), void *arg);

#endif
