/* shape.h -- what kind of expression a finding is about, told by the text that the compiler
 * prints. */
#ifndef HM_GO_M_SHAPE_H
#define HM_GO_M_SHAPE_H

#include "go_m/go_m.h"

enum go_m_shape {
    GO_M_SHAPE_VALUE,      /* x, f(x), p.field: put behind an interface if it escapes */
    GO_M_SHAPE_CONSTANT,   /* 1, "C", Duration(5), (1 + 2i) */
    GO_M_SHAPE_ZERO_SIZE,  /* struct {}{}, &struct {}{}, make([]int, 0), []int{} */
    GO_M_SHAPE_ARGUMENTS,  /* ... argument */
    GO_M_SHAPE_FUNC,       /* func literal */
    GO_M_SHAPE_BARE_FUNC,  /* one that captures nothing, as far as -m=2 shows */
    GO_M_SHAPE_SELECTOR,   /* x.f: a field, or a method value */
    GO_M_SHAPE_ADDRESS,    /* &x */
    GO_M_SHAPE_NEW,        /* new(int), &T{...} */
    GO_M_SHAPE_NEW_ZERO,   /* new(T), &T{}: of a type that may have no size */
    GO_M_SHAPE_MAKE_SLICE, /* make([]T, n) */
    GO_M_SHAPE_MAKE_MAP,   /* make(map[K]V), map[K]V{...} */
    GO_M_SHAPE_MAKE_CHAN,  /* make(chan T) */
    GO_M_SHAPE_SLICE,      /* []T{...} */
    GO_M_SHAPE_COMPOSITE,  /* T{...} */
    GO_M_SHAPE_APPEND,     /* append(s, x), append */
    GO_M_SHAPE_BYTES,      /* ([]byte)(s), ([]rune)(s) */
    GO_M_SHAPE_STRING,     /* string(b) */
    GO_M_SHAPE_CONCAT,     /* a + "b" */
    GO_M_SHAPE_SUM,        /* a + b: of texts or of numbers */
};

enum go_m_shape go_m_shape(const struct go_m_set *set, const struct go_m_finding *f);

/* 1, "C", 'x', true, nil: what the compiler prints for a constant without a type of its own. */
bool go_m_is_constant(const char *what);

#endif
