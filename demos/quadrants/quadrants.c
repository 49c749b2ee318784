/* quadrants.c -- small functions where the verdict of `heapmark escape` and the count of a run
 * agree, or disagree in either direction. Each is the twin of the function with the same name in
 * go/quadrants.go. */
#include "quadrants.h"

#include <stdlib.h>
#include <string.h>

struct iface sink;

/* Says nothing, costs nothing: a constant is static data. */
void const_boxed(void)
{
    static const int64_t one = 1;
    sink = (struct iface){ &type_int, &one };
}

static const int64_t ready[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
enum { READY = sizeof ready / sizeof ready[0] };

/* Says heap, costs nothing: a small value comes from a table. */
void small_int_boxed(int64_t v)
{
    int64_t *box;
    if (v >= 0 && v < READY)
        sink = (struct iface){ &type_int, &ready[v] };
    else if ((box = malloc(sizeof *box)) != NULL) {
        *box = v;
        sink = (struct iface){ &type_int, box };
    }
}

/* Says heap, costs a block: the same lines as small_int_boxed, with a larger value. */
void int_boxed(int64_t v)
{
    int64_t *box;
    if (v >= 0 && v < READY)
        sink = (struct iface){ &type_int, &ready[v] };
    else if ((box = malloc(sizeof *box)) != NULL) {
        *box = v;
        sink = (struct iface){ &type_int, box };
    }
}

/* Says heap, costs a block: C does not move x to the heap, so the programmer writes malloc. */
int64_t *returned_address(int64_t v)
{
    int64_t *x = malloc(sizeof *x);
    if (x != NULL)
        *x = v;
    return x;
}

/* Says it does not escape, and costs a block: 5 ints do not fit into the frame. The test of
 * the size is written by hand here; Go's compiler adds it to make([]int, n) by itself. */
int64_t make_five(size_t n)
{
    int64_t room[ROOM], *s = room, sum = 0;
    if (n > ROOM && (n > MOST || (s = malloc(MOST * sizeof *s)) == NULL))
        return -1;
    for (size_t i = 0; i < n; i++)
        s[i] = (int64_t)i;
    for (size_t i = 0; i < n; i++)
        sum += s[i];
    if (s != room)
        free(s);
    return sum;
}

/* The same lines as make_five, and costs nothing: 4 ints fit. */
int64_t make_four(size_t n)
{
    int64_t room[ROOM], *s = room, sum = 0;
    if (n > ROOM && (n > MOST || (s = malloc(MOST * sizeof *s)) == NULL))
        return -1;
    for (size_t i = 0; i < n; i++)
        s[i] = (int64_t)i;
    for (size_t i = 0; i < n; i++)
        sum += s[i];
    if (s != room)
        free(s);
    return sum;
}

/* Says it does not escape, and costs a block: the copy does not fit into the frame. */
int long_string(struct string text)
{
    char room[32], *copy = room;
    if (text.len >= sizeof room && (text.len >= MOST || (copy = malloc(MOST)) == NULL))
        return -1;
    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    int greater = strcmp(copy, "short") > 0;
    if (copy != room)
        free(copy);
    return greater;
}

/* Says it does not escape, and costs a block, for the same reason as long_string. */
int64_t joined(struct string a, struct string b)
{
    char room[32], *both = room;
    size_t len = a.len + b.len;
    if (len > sizeof room && (len > MOST || (both = malloc(MOST)) == NULL))
        return 0;
    memcpy(both, a.at, a.len);
    memcpy(both + a.len, b.at, b.len);
    int64_t result = (int64_t)len + both[0];
    if (both != room)
        free(both);
    return result;
}

static void put(int64_t *to, int64_t v)
{
    *to = v;
}

/* Says it does not escape, costs nothing: the variable whose address is passed down. */
int64_t new_local(int64_t v)
{
    int64_t x;
    put(&x, v);
    return x + v;
}

/* Says it does not escape, and costs a block: a proof does not move the block. The programmer must
 * do it, or an optimiser that sees malloc and free. */
int64_t malloc_local(int64_t v)
{
    int64_t *p = malloc(sizeof *p);
    if (p == NULL)
        return -1;
    put(p, v);
    int64_t sum = *p + v;
    free(p);
    return sum;
}

/* Says nothing, costs nothing. */
int64_t plain_local(int64_t v)
{
    int64_t x = v, y = x * 3;
    return x + y;
}
