// older.c -- blocks in use when the site runs again: a function puts the older one into the newer.
#include <stdlib.h>
struct node {
    struct node *next;
    int v;
};

static struct node *make(struct node *next)
{
    struct node *n = malloc(sizeof *n);
    n->v = 1;
    n->next = next;
    return n;
}

static struct node *make_through(struct node *next)
{
    return make(next); // one call deeper
}

static int total;

static void drop(struct node *n)
{
    while (n != NULL) {
        struct node *next = n->next;
        total++;
        free(n);
        n = next;
    }
}

static void direct(void)
{
    struct node *head = NULL;
    for (int i = 0; i < 4; i++)
        head = make(head); // OLDER
    drop(head);
}

static void deeper(void)
{
    struct node *head = NULL;
    for (int i = 0; i < 4; i++)
        head = make_through(head); // OLDER
    drop(head);
}

static void in_turn(void)
{
    struct node *a = NULL, *b = NULL;
    for (int i = 0; i < 2; i++) {
        a = make(b); // OLDER
        b = make(a); // OLDER
    }
    drop(b);
}

static void by_goto(void)
{
    struct node *head = NULL;
    int i = 0;
again:
    head = make(head); // OLDER
    if (++i < 4)
        goto again;
    drop(head);
}

static void in_struct(void)
{
    struct {
        int n;
        struct node *head;
    } list = { 0, NULL };
    for (; list.n < 4; list.n++)
        list.head = make(list.head); // OLDER
    drop(list.head);
}

static void once_each(void)
{
    for (int i = 0; i < 4; i++) {
        struct node *n = make(NULL); // ONE
        total += n->v;
        free(n);
    }
}

int main(void)
{
    direct();
    deeper();
    in_turn();
    by_goto();
    in_struct();
    once_each();
    return total == 24 ? 0 : 1;
}
