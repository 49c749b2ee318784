/* known.h -- what the library functions do with the pointers they are given, and which of them
 * allocate. A table of our own, because LLVM's attributes say nothing of printf, qsort, strchr,
 * strtol, nor of what happens to pointers *inside* the memory handed over. Knows no LLVM. */
#ifndef HM_ESCAPE_KNOWN_H
#define HM_ESCAPE_KNOWN_H

#include <stdbool.h>

/* What becomes of one argument. */
enum hm__fate {
    HM__FATE_LOOKED_AT = '.',  /* read or written during the call, not kept */
    HM__FATE_RETURNED = 'r',   /* the result may point into it */
    HM__FATE_FREED = 'f',      /* given back */
    HM__FATE_KEPT = 'k',       /* the function holds on to it */
    HM__FATE_THREAD = 't',     /* handed to another thread */
    HM__FATE_WRITTEN = 'w',    /* its bytes leave the process */
    HM__FATE_GATHERED = 'v',   /* an array of buffers whose bytes leave the process */
    HM__FATE_FILLED = 'd',     /* destination of a copy from the 's' argument */
    HM__FATE_FILLED_RET = 'D', /* the same, and the result points into it */
    HM__FATE_COPIED = 's',     /* source of a copy */
    HM__FATE_SCANNED = 'i',    /* text that the 'e' argument will point into */
    HM__FATE_SCANNED_RET = 'I',
    HM__FATE_END = 'e', /* *arg is made to point into the 'i' argument */
    HM__FATE_END_RET = 'E',
    HM__FATE_CONTENT_RET = 'p', /* the result is *arg, or points into it */
    HM__FATE_ELEMENTS = 'q',    /* pointers into it are given to the 'c' argument */
    HM__FATE_ELEMENTS_RET = 'Q',
    HM__FATE_CALLBACK = 'c',
};

/* The fates of the arguments of the library function `name`, one letter each, the last one standing
 * for all that follow; NULL when the function is not in the table. Fortified and versioned
 * spellings
 * (__strcpy_chk, __isoc99_sscanf) are found under the plain name. */
const char *hm__known_fates(const char *name);

/* The fate of argument `index` under `fates`. */
enum hm__fate hm__known_fate(const char *fates, unsigned index);

struct hm__allocator {
    const char *name;
    int size;    /* argument with the size, -1: only known at run time */
    int count;   /* argument that multiplies it, -1: none */
    int old;     /* argument with the block that is grown, -1: none */
    int out;     /* argument through which the block is handed out, -1: it is the result */
    bool varies; /* the size follows from data, as in strdup: no reason to call it an escape */
    bool reuses; /* an out-parameter that may keep the block that was there: getline */
};

/* The library allocator of that name, NULL if it is none. Borrowed, static. */
const struct hm__allocator *hm__known_allocator(const char *name);

#endif
