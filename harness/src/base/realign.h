/* realign.h -- functions that align the stack for themselves.
 *
 * The ABI of x86-64 asks a caller to align the stack to 16 bytes. A caller in assembly that does
 * not may still call malloc of glibc, which seldom needs it. So what a hook calls must not need it
 * either. */
#ifndef HM_BASE_REALIGN_H
#define HM_BASE_REALIGN_H

#if defined(__x86_64__)
#define HM_BASE_REALIGN __attribute__((noinline, force_align_arg_pointer))
#else
#define HM_BASE_REALIGN __attribute__((noinline))
#endif

#endif
