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
