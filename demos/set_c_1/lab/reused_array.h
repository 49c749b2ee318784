/* reused_array.h -- one argument array, boxed once: what a caller of Do may keep and pass again. */
#ifndef SET_C_1_REUSED_ARRAY_H
#define SET_C_1_REUSED_ARRAY_H

#include "common/conn.h"

struct reused_array {
    struct iface *args;
};

/* 0, or -ENOMEM. Give it back with reused_array_free(). */
int reused_array_make(struct reused_array *reused);
void reused_array_free(struct reused_array *reused);

/* As the rungs in rungs.h. */
int set_reused_array(struct conn c, const struct reused_array *reused);

#endif
