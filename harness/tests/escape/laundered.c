// laundered.c -- addresses that leave in indirect ways; every block of this file escapes.
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdint.h>
struct b {
    long v;
    struct b *n;
};
struct b *g;
struct b **gg;
void *gv[4];
typedef struct {
    struct b *p;
    int tag;
} pair;
static pair mkpair(struct b *p)
{
    pair r = {p, 1};
    return r;
}
struct b *way_1(void)
{
    pair q = mkpair(malloc(16)); // WANT "escapes to heap"
    pair r = q;
    return r.p;
}
static void fill(struct b ***out, struct b **cell)
{
    *out = cell;
}
struct b *way_2(void)
{
    struct b *cell;
    struct b **pp;
    fill(&pp, &cell);
    *pp = malloc(16); // WANT "escapes to heap"
    return cell;
}
struct b *way_3(void)
{
    struct b *arr[3];
    struct b **p = arr;
    for (int i = 0; i < 3; i++)
        *p++ = malloc(16); // WANT "escapes to heap"
    return arr[2];
}
static void swp(void *a, void *b, size_t n)
{
    char t[64];
    memcpy(t, a, n);
    memcpy(a, b, n);
    memcpy(b, t, n);
}
void way_4(void)
{
    struct b *x = malloc(16), *y = NULL; // WANT "escapes to heap"
    swp(&x, &y, sizeof x);
    g = y;
}
struct b *way_5(int k)
{
    union {
        struct b *p;
        uint8_t c[8];
    } u, w;
    u.p = malloc(16); // WANT "escapes to heap"
    for (int i = 0; i < 8; i++)
        w.c[7 - i] = u.c[i];
    for (int i = 0; i < 4; i++) {
        uint8_t t = w.c[i];
        w.c[i] = w.c[7 - i];
        w.c[7 - i] = t;
    }
    return w.p;
}
static jmp_buf jb;
struct b *way_6(void)
{
    struct b *volatile p = malloc(16); // WANT "escapes to heap"
    if (setjmp(jb))
        return p;
    longjmp(jb, 1);
}
static struct b *chain(struct b *x, int n)
{
    struct b l = {n, x};
    return n ? chain(l.n, n - 1) : l.n;
}
struct b *way_7(void)
{
    return chain(malloc(16), 3); // WANT "escapes to heap"
}
struct b *way_8(struct b *in)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    in->n->n = p;
    return 0;
}
void way_9(void)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    struct b **q = &p;
    struct b ***r = &q;
    gg = *r;
}
static void reg(struct b **slot, struct b *x)
{
    *slot = x;
}
void way_10(void)
{
    reg(&g, malloc(16)); // WANT "escapes to heap"
}
void way_11(int i)
{
    reg((struct b **)&gv[i & 3], malloc(16)); // WANT "escapes to heap"
}
struct b *way_12(void)
{
    struct b *o = malloc(sizeof *o), *i = malloc(sizeof *i);
    // WANT "escapes to heap" "escapes to heap"
    o->n = i;
    i->n = o;
    struct b *x = o->n->n->n;
    free(o);
    return x;
}
static struct b *pick(struct b **t, int i)
{
    return t[i];
}
struct b *way_13(int i)
{
    struct b *t[2] = {malloc(16), malloc(16)}; // WANT "escapes to heap" "escapes to heap"
    return pick(t, i & 1);
}
struct b *way_14(void)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    struct b *q = realloc(p, 32); // WANT "escapes to heap"
    return q;
}
static struct b *ret2(struct b *a, struct b *c, int k)
{
    struct b *t[2];
    t[0] = a;
    t[1] = c;
    return t[k];
}
struct b *way_15(int k)
{
    struct b l = {0};
    struct b *r = ret2(malloc(16), &l, k & 1); // WANT "escapes to heap"
    return r == &l ? 0 : r;
}
void way_16(void)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    static struct {
        struct b **pp;
    } s;
    s.pp = &p;
}
typedef struct b *(*fn)(struct b *);
static struct b *idf(struct b *x)
{
    return x;
}
struct b *way_17(int k)
{
    fn f = k ? idf : 0;
    return f(malloc(16)); // WANT "escapes to heap"
}
static fn tab[2] = {idf, idf};
struct b *way_18(int k)
{
    return tab[k](malloc(16)); // WANT "escapes to heap"
}
static struct b *app(fn f, struct b *x)
{
    return f(x);
}
struct b *way_19(void)
{
    return app(idf, malloc(16)); // WANT "escapes to heap"
}
struct b *way_20(void)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    char *c = (char *)p;
    return (struct b *)(c + 8);
}
struct b *way_21(int n)
{
    struct b *h = 0;
    for (int i = 0; i < n; i++) {
        struct b *x = malloc(16); // WANT "escapes to heap"
        x->n = h;
        h = x;
    }
    return h;
}
_Thread_local struct b *tl;
void way_22(void)
{
    struct b **pp = &tl;
    *pp = malloc(16); // WANT "escapes to heap"
}
struct b *way_23(void)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    __auto_type q = &p;
    __atomic_store_n(&g, *q, __ATOMIC_SEQ_CST);
    return 0;
}
struct b *way_24(void)
{
    struct b *p = 0;
    struct b *x = malloc(16); // WANT "escapes to heap"
    __sync_bool_compare_and_swap(&p, (struct b *)0, x);
    return p;
}
struct b *way_25(void)
{
    struct {
        struct b *a[2];
    } s, t;
    s.a[1] = malloc(16); // WANT "escapes to heap"
    t = s;
    return t.a[1];
}
void way_26(unsigned n)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    struct b *vla[n + 1];
    vla[n] = p;
    g = vla[n];
}
struct b *way_27(void)
{
    struct b l;
    struct b *o = &l;
    o->n = malloc(16); // WANT "escapes to heap"
    struct b c = *o;
    return c.n;
}
struct b *way_29(int k)
{
    struct b *p = malloc(16); // WANT "escapes to heap"
    switch (k) {
    case 1:
        return p;
    default:
        free(p);
        return 0;
    }
}
static void put(struct b *dst, const struct b *src)
{
    memcpy(dst, src, sizeof *dst);
}
struct b *way_30(void)
{
    struct b s = {0}, d;
    s.n = malloc(16); // WANT "escapes to heap"
    put(&d, &s);
    return d.n;
}
