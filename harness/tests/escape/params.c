// params.c -- what a function does with its pointer parameters, and locals whose address is taken.
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    long v;
};
static void *kept;
static struct node *chain;
extern void keeps(void *p);

void stores(void *p) { kept = p; }                                   // WANT "leaking param: p"
void stores_content(struct node *p) { chain = p->next; }
// WANT "leaking param content: p"
void *returns(void *p) { return p; }
// WANT "leaking param: p to result level=0"
struct node *returns_next(struct node *p) { return p->next; }
// WANT "leaking param: p to result level=1"
struct node *returns_third(struct node *p) { return p->next->next; }
// WANT "leaking param: p to result level=2"
void *either(void *a, void *b, int c) { return c ? a : b; }
// WANT "leaking param: a to result level=0" "leaking param: b to result level=0"
long reads(struct node *p) { return p->v; }                          // WANT "p does not escape"
int compares(void *p, void *q) { return p == q || p == NULL; }
// WANT "p does not escape" "q does not escape"
void calls_external(void *p) { keeps(p); }                           // WANT "leaking param: p"
void calls(void (*fn)(void *), void *p) { fn(p); }
// WANT "fn does not escape" "leaking param: p"
void stores_in(void **o, void *p) { *o = p; }
// WANT "o does not escape" "leaking param: p"
void frees(void *p) { free(p); }                                     // WANT "p does not escape"
char *finds(char *s) { return strchr(s, 'x'); }
// WANT "leaking param: s to result level=0"
void *passes_on(void *p) { return returns(p); }
// WANT "leaking param: p to result level=0"
void copies(struct node *d, const struct node *s) { *d = *s; }
// WANT "d does not escape" "leaking param content: s"

long walks(struct node *p) // WANT "p does not escape"
{
    long sum = 0;
    for (; p != NULL; p = p->next)
        sum += p->v;
    return sum;
}

struct node *last(struct node *p)
// WANT "leaking param: p to result level=0"
// WANT "p to result level=1"
// WANT "p to result level=2"
// WANT "p to result level=3"
{
    while (p->next != NULL)
        p = p->next;
    return p;
}

long local_lent(void)
{
    struct node n = { NULL, 1 }; // WANT "n does not escape"
    return walks(&n);
}

long local_chain(void)
{
    struct node a = { NULL, 1 }; // WANT "a does not escape"
    struct node b = { NULL, 2 }; // WANT "b does not escape"
    struct node *list = &a;
    a.next = &b;
    return list->next->v + (list == returns(&a));
}

void local_kept(void)
{
    int x = 1; // WANT "address of x escapes: stored in global kept at "
    kept = &x;
}

void local_external(void)
{
    char buffer[16]; // WANT "address of buffer escapes: passed to external function keeps at "
    keeps(buffer);
}

long local_literal(void)
{
    return walks(&(struct node){ NULL, 3 }); // WANT "a compound literal does not escape"
}
