/* lesson.h -- the functions of lesson 15. Each needs memory for a moment, again and again. All
 * functions of a group return the same; -1 when there is no memory. */
#ifndef REUSE_H
#define REUSE_H

#include <stdbool.h>
#include <stddef.h>

enum { ROOM = 64, BURST = 8 };

/* A text that is being written: Go's []byte. */
struct buffer {
    char *at;
    size_t len, cap;
};

/* Writes "reply NUMBER" and returns its length: reply.c. */
long write_reply(struct buffer *b, long number);

/* Things that wait for their next use: pool.c. The pool owns them. */
struct pool {
    void *items[BURST];
    size_t count;
};

void *pool_get(struct pool *pool); /* NULL if none waits */
bool pool_put(struct pool *pool,
              void *item); /* false if it is full: the item is still the caller's */

/* boxed.c, pooled.c, stack.c: the length of the reply. */
long reply_boxed(long number);
long reply_pooled(struct pool *pool, long number);
long reply_stack(long number);
bool pool_fill(struct pool *pool); /* pooled.c: as after BURST replies at once */
void pool_free(struct pool *pool);

/* header_boxed.c, header_stack.c: the same, with a pool of values and a pool of addresses. */
long header_boxed(struct pool *pool, long number);
long header_stack(struct pool *pool, long number);
void header_boxed_free(struct pool *pool);
void header_stack_free(struct pool *pool);

/* arena_boxed.c, arena_stack.c: the length of the longest word of a line, by a list of words. */
long longest_boxed(const char *line);
long longest_stack(const char *line);

#endif
