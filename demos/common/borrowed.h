/* borrowed.h -- the contract of a parameter in a form that a compiler can read.
 *
 * BORROWED: the function keeps no copy of this address. clang believes it at every call, also
 * through a pointer to a function. It warns when a function without it is stored in a pointer with
 * it. gcc has no word for it. */
#ifndef DEMOS_BORROWED_H
#define DEMOS_BORROWED_H

#if defined __has_attribute
#if __has_attribute(noescape)
#define BORROWED __attribute__((noescape))
#endif
#endif
#ifndef BORROWED
#define BORROWED
#endif

#endif
