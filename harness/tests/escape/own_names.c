// own_names.c -- functions of the program that are named like functions of the library
#include <stdlib.h>

struct node {
    struct node *next;
    int v;
};
struct list {
    struct node *head;
};
void link(struct list *list, struct node *node);
void send(struct node *node);
struct node *index(struct list *list);
int kill(struct node *node);
struct node *strchr(struct node *node, struct list *from, int v);

void linked(struct list *list)
{
    struct node *n = malloc(sizeof *n); // WANT "passed to external function link"
    n->v = 1;
    link(list, n);
}

void sent(void)
{
    struct node *n = malloc(sizeof *n); // WANT "passed to external function send"
    send(n);
}

int killed(void)
{
    struct node *n = malloc(sizeof *n); // WANT "passed to external function kill"
    return kill(n);
}

int found(struct list *list)
{
    struct node *n = malloc(sizeof *n); // WANT "passed to external function strchr"
    return strchr(n, list, 1)->v;
}

/* Declared as in the library: read(2). */
long read(int fd, void *buffer, size_t size);
long plain(void)
{
    char *b = malloc(16); // WANT "does not escape"
    long n = read(0, b, 16);
    free(b);
    return n;
}

/* Another definition may be linked in place of a weak one. */
__attribute__((weak)) int puts(const char *text)
{
    return text[0];
}
static int only_looked(const char *text)
{
    return text[0];
}
__attribute__((weak, alias("only_looked"))) int replaced(const char *text);
__attribute__((alias("only_looked"))) int not_replaced(const char *text);

int weak(void)
{
    char *a = calloc(1, 4); // WANT "passed to replaceable (weak) function puts"
    char *b = calloc(1, 4); // WANT "passed to replaceable (weak) function replaced"
    char *c = calloc(1, 4); // WANT "does not escape"
    int r = puts(a) + replaced(b) + not_replaced(c);
    free(a);
    free(b);
    free(c);
    return r;
}

/* LLVM knows the parameters of fclose(3), and not its result. */
char *fclose(char *text);
char *closed(void)
{
    char *p = calloc(1, 4); // WANT "passed to external function fclose"
    return fclose(p);
}

/* clang makes an intrinsic of each call of memcpy. */
static const void *last;
void *memcpy(void *to, const void *from, unsigned long size);
void *memcpy(void *to, const void *from, unsigned long size)
{
    char *out = to;
    const char *in = from;
    last = from;
    while (size-- > 0)
        *out++ = *in++;
    return to;
}
void copied(char to[4])
{
    char *p = calloc(1, 4); // WANT "passed to memcpy: stored in global last"
    memcpy(to, p, 4);
    free(p);
}
