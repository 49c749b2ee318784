/* known.h -- what library functions do with their pointer arguments, and which of them allocate.
 * LLVM's attributes are not enough: they say nothing of printf, qsort, strchr and strtol, nor of
 * pointers *inside* the memory that is passed. Knows no LLVM. */
#ifndef HM_ESCAPE_BASE_KNOWN_H
#define HM_ESCAPE_BASE_KNOWN_H

#include <stdbool.h>

/* What becomes of one argument. */
enum escape_fate {
    ESCAPE_FATE_LOOKED_AT = '.', /* read or written during the call, not kept */
    ESCAPE_FATE_RETURNED = 'r',  /* the result may point into it */
    ESCAPE_FATE_FREED = 'f',
    ESCAPE_FATE_KEPT = 'k',       /* kept after the call */
    ESCAPE_FATE_THREAD = 't',     /* passed to another thread */
    ESCAPE_FATE_WRITTEN = 'w',    /* its bytes leave the process */
    ESCAPE_FATE_GATHERED = 'v',   /* an array of buffers whose bytes leave the process */
    ESCAPE_FATE_TEXT = 'T',       /* its bytes up to a zero leave the process */
    ESCAPE_FATE_NUMBER = 'n',     /* a number that leaves the process, or is kept */
    ESCAPE_FATE_BYTE = 'b',       /* a number that is stored in the 'd' argument */
    ESCAPE_FATE_FORMATTED = '%',  /* printf's: its "..." becomes text, in the 'd' argument if any */
    ESCAPE_FATE_FILLED = 'd',     /* destination of a copy from the 's' argument */
    ESCAPE_FATE_FILLED_RET = 'D', /* the same, and the result points into it */
    ESCAPE_FATE_COPIED = 's',     /* source of a copy */
    ESCAPE_FATE_SCANNED = 'i',    /* text that the 'e' argument will point into */
    ESCAPE_FATE_SCANNED_RET = 'I',
    ESCAPE_FATE_END = 'e', /* *arg is made to point into the 'i' argument */
    ESCAPE_FATE_END_RET = 'E',
    ESCAPE_FATE_CONTENT_RET = 'p', /* the result is *arg, or points into it */
    ESCAPE_FATE_ELEMENTS = 'q',    /* pointers into it are given to the 'c' argument */
    ESCAPE_FATE_ELEMENTS_RET = 'Q',
    ESCAPE_FATE_CALLBACK = 'c',
};

/* The fates of the arguments of the library function `name`, one letter each; the last letter is
 * for all further arguments. NULL when the function is not in the table. Fortified and versioned
 * names (__strcpy_chk, __isoc99_sscanf) are found as the plain one. */
const char *escape_known_fates(const char *name);

/* True unless the library function `name` is declared otherwise. `shape` is a letter for the result
 * and one for each parameter: p pointer, i integer, d floating point, v void, . "..." (and "x." for
 * a declaration without parameters, of which only the result is compared). */
bool escape_known_prototype(const char *name, const char *shape);

/* The fate of argument `index` under `fates`. */
enum escape_fate escape_known_fate(const char *fates, unsigned index);

struct escape_allocator {
    const char *name;
    int size;    /* argument with the size, -1: none */
    int count;   /* argument that multiplies it, -1: none */
    int old;     /* argument with the block that is grown, -1: none */
    int out;     /* argument that points to where the block is stored, -1: it is the result */
    bool varies; /* the size follows from data, as in strdup: an unknown size is no escape */
    bool reuses; /* may leave the block that was there in its out-parameter: getline */
};

/* The library allocator of that name, NULL if it is none. Borrowed, static. */
const struct escape_allocator *escape_known_allocator(const char *name);

#endif
