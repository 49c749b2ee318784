// loops.c -- one block per iteration: is one variable enough?
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct box {
    long v;
};
struct node {
    struct node *next;
    long v;
};
struct args {
    int count;
    struct box *box;
};

static int look(const struct args *a)
{
    return a->count + (int)a->box->v;
}

int per_iteration(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct box *b = malloc(sizeof *b); // WANT "does not escape"
        b->v = i;
        sum += (int)b->v;
        free(b);
    }
    return sum;
}

int kept_in_array(void)
{
    struct box *a[10];
    int sum = 0;
    for (int i = 0; i < 10; i++)
        a[i] = malloc(sizeof *a[i]);
        // WANT "escapes to heap: outlives the loop iteration (kept in a)"
    for (int i = 0; i < 10; i++) {
        sum += a[i] != NULL;
        free(a[i]);
    }
    return sum;
}

int kept_in_block(int n)
{
    struct box **a = malloc(10 * sizeof *a); // WANT "does not escape"
    int sum = 0;
    for (int i = 0; i < n; i++)
        a[i] = malloc(sizeof *a[i]);
        // WANT "escapes to heap: outlives the loop iteration (kept in another block)"
    for (int i = 0; i < n; i++) {
        sum += a[i] != NULL;
        free(a[i]);
    }
    free(a);
    return sum;
}

int carried(int n)
{
    struct box *previous = NULL;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct box *b = malloc(sizeof *b);
        // WANT "escapes to heap: outlives the loop iteration (kept in a loop variable)"
        b->v = previous != NULL ? previous->v + 1 : 0;
        free(previous);
        previous = b;
    }
    if (previous != NULL)
        sum = (int)previous->v;
    free(previous);
    return sum;
}

int carried_but_freed_first(int n)
{
    struct box *last = NULL;
    for (int i = 0; i < n; i++) {
        free(last);
        last = malloc(sizeof *last); // WANT "does not escape"
        last->v = i;
    }
    int r = last != NULL ? (int)last->v : 0;
    free(last);
    return r;
}

int list_in_loop(int n)
{
    struct node *list = NULL;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct node *node = malloc(sizeof *node);
        // WANT "escapes to heap: outlives the loop iteration"
        node->next = list;
        node->v = i;
        list = node;
    }
    for (struct node *node = list, *next; node != NULL; node = next) {
        next = node->next;
        sum += (int)node->v;
        free(node);
    }
    return sum;
}

int holder_inside(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct args a = { i, malloc(sizeof *a.box) }; // WANT "does not escape"
        a.box->v = i;
        sum += look(&a);
        free(a.box);
    }
    return sum;
}

int holder_literal(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct box *b = malloc(sizeof *b); // WANT "does not escape"
        b->v = i;
        sum += look(&(struct args){ i, b });
        free(b);
    }
    return sum;
}

int holder_outside_overwritten(int n)
{
    struct args a;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        a.count = i;
        a.box = malloc(sizeof *a.box); // WANT "does not escape"
        a.box->v = i;
        sum += look(&a);
        free(a.box);
    }
    return sum;
}

int holder_outside_read_first(int n)
{
    struct args a = { 0, NULL };
    struct box zero = { 0 };
    a.box = &zero;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct box *b = malloc(sizeof *b);
        // WANT "escapes to heap: outlives the loop iteration (kept in a)"
        b->v = i;
        sum += look(&a);
        a.box = b;
    }
    return sum;
}

int nested_in_loop(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct args *a = malloc(sizeof *a); // WANT "does not escape"
        a->count = i;
        a->box = malloc(sizeof *a->box); // WANT "does not escape"
        a->box->v = i;
        sum += look(a);
        free(a->box);
        free(a);
    }
    return sum;
}

int args_array_in_loop(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct box *args[2];
        args[0] = malloc(sizeof **args); // WANT "does not escape"
        args[1] = malloc(sizeof **args); // WANT "does not escape"
        args[0]->v = args[1]->v = i;
        for (int k = 0; k < 2; k++)
            sum += (int)args[k]->v;
        free(args[0]);
        free(args[1]);
    }
    return sum;
}

int goto_loop(int n)
{
    struct box *first = NULL;
again:;
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: outlives the loop iteration"
    b->v = n;
    if (first == NULL)
        first = b;
    if (--n > 0)
        goto again;
    int r = (int)first->v;
    free(first);
    return r;
}

int inner_loop_walks(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        char *text = calloc(16, 1); // WANT "does not escape"
        for (char *p = text; *p != '\0'; p++)
            sum += *p;
        free(text);
    }
    return sum;
}

int grown(int n)
{
    char *buffer = malloc(16); // WANT "malloc(16) does not escape"
    int room = 16;
    for (int i = 0; i < n; i++) {
        if (i == room)
            buffer = realloc(buffer, room *= 2);
            // WANT "escapes to heap: outlives the loop iteration"
        buffer[i] = (char)i;
    }
    int r = buffer[0];
    free(buffer);
    return r;
}

int shrunk(void)
{
    char *buffer = malloc(64);    // WANT "malloc(64) does not escape"
    buffer = realloc(buffer, 16); // WANT "realloc(buffer, 16) does not escape"
    buffer[0] = 1;
    int r = buffer[0];
    free(buffer);
    return r;
}

int lines(FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    int count = 0;
    while (getline(&line, &room, in) > 0) // WANT "does not escape (size known only at run time)"
        count += line[0] == '#';
    free(line);
    return count;
}

int formatted(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        char *text;
        if (asprintf(&text, "%d", i) < 0) // WANT "does not escape (size known only at run time)"
            return -1;
        sum += (int)strlen(text);
        free(text);
    }
    return sum;
}

int formatted_kept(void)
{
    char *text[4];
    int sum = 0;
    for (int i = 0; i < 4; i++)
        if (asprintf(&text[i], "%d", i) < 0)
        // WANT "escapes to heap: outlives the loop iteration (kept in text)"
            return -1;
    for (int i = 0; i < 4; i++) {
        sum += (int)strlen(text[i]);
        free(text[i]);
    }
    return sum;
}

static struct args *args_new(struct box *b)
{
    struct args *a = malloc(sizeof *a); // WANT "escapes to heap: returned from args_new"
    a->count = 1;
    a->box = b;
    return a;
}

int constructor_in_loop(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        struct args *a = args_new(malloc(sizeof *a->box));
        // WANT "args_new(.*) does not escape" "malloc(sizeof *a->box) does not escape"
        a->box->v = i;
        sum += look(a);
        free(a->box);
        free(a);
    }
    return sum;
}

int two_rounds_apart(int n)
{
    struct box *a = NULL, *b = NULL;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (a != NULL)
            sum += (int)a->v;
        a = b;
        b = malloc(sizeof *b); // WANT "escapes to heap: outlives the loop iteration"
        b->v = i;
    }
    return sum;
}

static struct node *push(struct node *head, long v)
{
    struct node *n = malloc(sizeof *n); // WANT "returned from push"
    n->v = v;
    n->next = head;
    return n;
}

int pushed_in_loop(int n)
{
    struct node *head = NULL;
    for (int i = 0; i < n; i++)
        head = push(head, i);
    // WANT "push(head, i) escapes to heap: outlives the loop iteration (kept in a loop variable)"
    return head == NULL;
}

struct list {
    struct node *head;
};

static struct node *push_to(const struct list *list)
{
    struct node *n = malloc(sizeof *n); // WANT "returned from push_to"
    n->next = list->head;
    return n;
}

int pushed_to_struct(int n)
{
    struct list list = { NULL };
    for (int i = 0; i < n; i++)
        list.head = push_to(&list);
        // WANT "push_to(&list) escapes to heap: outlives the loop iteration (kept in list)"
    return list.head == NULL;
}

/* A block holds the pointer, and the block of the iteration before is still read. */
int held_by_the_block_before(int n)
{
    char **before = NULL;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        char **slot = malloc(sizeof *slot); // WANT "outlives the loop iteration"
        *slot = malloc(4);                  // WANT "outlives the loop iteration"
        **slot = (char)i;
        if (before != NULL)
            sum += **before;
        before = slot;
    }
    return sum;
}

int held_by_memory_of_alloca(int n)
{
    char **before = NULL;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        char **slot = __builtin_alloca(sizeof *slot);
        *slot = malloc(4); // WANT "outlives the loop iteration (kept in a local)"
        **slot = (char)i;
        if (before != NULL)
            sum += **before;
        before = slot;
    }
    return sum;
}

int held_by_an_array_of_this_iteration(int n)
{
    int sum = 0;
    for (int i = 1; i < n; i++) {
        char *slots[i];
        slots[0] = malloc(4); // WANT "does not escape"
        slots[0][0] = (char)i;
        sum += slots[0][0];
        free(slots[0]);
    }
    return sum;
}
