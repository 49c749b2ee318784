// stores.c -- blocks whose address is written somewhere: locals, globals, parameters, other blocks.
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct box {
    long v;
};
struct node {
    struct node *next;
    long v;
};
struct holder {
    int n;
    struct box *box;
};

static struct box *global;
static struct box *table[8];
static _Thread_local struct box *current;
static _Atomic(struct box *) shared;
static struct node *head;
extern struct holder *elsewhere(void);

void store_global(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global global"
    global = b;
}

void store_global_freed(void)
{
    global = malloc(sizeof *global); // WANT "escapes to heap: stored in global global"
    free(global);
    global = NULL;
}

void store_global_array(int i)
{
    table[i & 7] = malloc(sizeof **table); // WANT "escapes to heap: stored in global table"
}

void store_thread_local(void)
{
    current = malloc(sizeof *current); // WANT "escapes to heap: stored in thread-local current"
}

void store_atomic(void)
{
    atomic_store(&shared, malloc(sizeof(struct box)));
    // WANT "escapes to heap: stored in global shared"
}

void store_exchange(void)
{
    struct box *old = atomic_exchange(&shared, malloc(8));
    // WANT "escapes to heap: stored in global shared"
    free(old);
}

int store_static_local(void)
{
    static struct box *cache;
    if (cache == NULL)
        cache = malloc(sizeof *cache); // WANT "escapes to heap: stored in global cache"
    return cache != NULL;
}

void out_parameter(struct box **out)
{
    *out = malloc(sizeof **out); // WANT "escapes to heap: stored through parameter out"
}

int out_parameter_used(void)
{
    struct box *b;
    out_parameter(&b);
    int r = (int)b->v;
    free(b);
    return r;
}

void field_of_parameter(struct holder *h)
{
    h->box = malloc(sizeof *h->box); // WANT "escapes to heap: stored through parameter h"
}

void copied_out(struct holder *out)
{
    struct holder h = { 1, NULL };
    h.box = malloc(sizeof *h.box); // WANT "escapes to heap: stored through parameter out"
    memcpy(out, &h, sizeof h);
}

void copied_out_number_only(int *out)
{
    struct holder h = { 1, NULL };
    h.box = malloc(sizeof *h.box); // WANT "does not escape"
    memcpy(out, &h, sizeof *out);
    free(h.box);
}

void through_unknown(void)
{
    elsewhere()->box = malloc(8);
    // WANT "escapes to heap: stored through a pointer of unknown origin"
}

static void set(struct holder *h, struct box *b)
{
    h->box = b;
}
static int get(const struct holder *h)
{
    return h->n + (int)h->box->v;
}

int setter_local(void)
{
    struct holder h = { 0, NULL };
    set(&h, malloc(sizeof(struct box))); // WANT "does not escape"
    int r = get(&h);
    free(h.box);
    return r;
}

void setter_parameter(struct holder *h)
{
    set(h, malloc(sizeof(struct box))); // WANT "escapes to heap: stored through parameter h"
}

int holder_number(void)
{
    struct holder h = { 7, NULL };
    h.box = malloc(sizeof *h.box); // WANT "does not escape"
    h.box->v = 1;
    int r = get(&h) + h.n;
    free(h.box);
    return r;
}

struct box *holder_read_back(void)
{
    struct holder h = { 7, NULL };
    set(&h, malloc(sizeof(struct box))); // WANT "escapes to heap: returned from holder_read_back"
    return h.box;
}

int nested_box(void)
{
    struct holder *h = malloc(sizeof *h); // WANT "does not escape"
    h->box = malloc(sizeof *h->box);      // WANT "does not escape"
    h->box->v = 1;
    h->n = 2;
    int r = get(h);
    free(h->box);
    free(h);
    return r;
}

struct box *nested_inner_returned(void)
{
    struct holder *h = malloc(sizeof *h); // WANT "does not escape"
    h->box = malloc(sizeof *h->box);
    // WANT "escapes to heap: returned from nested_inner_returned"
    struct box *b = h->box;
    free(h);
    return b;
}

struct holder *nested_outer_returned(void)
{
    struct holder *h = malloc(sizeof *h);
    // WANT "escapes to heap: returned from nested_outer_returned"
    h->box = malloc(sizeof *h->box);
    // WANT "escapes to heap: returned from nested_outer_returned"
    return h;
}

int list_local(void)
{
    struct node *a = malloc(sizeof *a); // WANT "does not escape"
    struct node *b = malloc(sizeof *b); // WANT "does not escape"
    a->next = b;
    b->next = NULL;
    a->v = b->v = 1;
    int sum = 0;
    for (struct node *n = a; n != NULL; n = n->next)
        sum += (int)n->v;
    free(a);
    free(b);
    return sum;
}

void list_push(struct node **list)
{
    struct node *n = malloc(sizeof *n); // WANT "escapes to heap: stored through parameter list"
    n->next = *list;
    *list = n;
}

static void push(struct node **list, struct node *n)
{
    n->next = *list;
    *list = n;
}

int push_local(void)
{
    struct node *list = NULL;
    struct node *n = malloc(sizeof *n); // WANT "does not escape"
    push(&list, n);
    int empty = list == NULL;
    free(n);
    return empty;
}

void intrusive(void)
{
    struct node *n = malloc(sizeof *n); // WANT "escapes to heap: stored in global head"
    n->next = head;
    head = n;
}

void intrusive_tail(void)
{
    struct node *n = malloc(sizeof *n);
    // WANT "escapes to heap: stored through a pointer of unknown origin"
    n->next = NULL;
    head->next = n;
}

struct obj {
    struct box *name;
    struct node *items;
};
struct obj *obj_new(void)
{
    struct obj *o = malloc(sizeof *o); // WANT "escapes to heap: returned from obj_new"
    if (o == NULL)
        return NULL;
    o->name = malloc(sizeof *o->name);   // WANT "escapes to heap: returned from obj_new"
    o->items = malloc(sizeof *o->items); // WANT "escapes to heap: returned from obj_new"
    return o;
}

int obj_use(void)
{
    struct obj *o = obj_new();      // WANT "obj_new() does not escape"
    o->items->next = malloc(sizeof *o->items);
    // WANT "stored through a pointer of unknown origin"
    // WANT IMPRECISE(stores through loaded pointers are not followed)
    free(o->items->next);
    free(o->items);
    free(o->name);
    free(o);
    return 0;
}

int set_in_fresh(void)
{
    struct obj *o = obj_new(); // WANT "obj_new() does not escape"
    free(o->name);
    o->name = malloc(8); // WANT "malloc(8) does not escape"
    o->name->v = 1;
    int r = (int)o->name->v;
    free(o->name);
    free(o->items);
    free(o);
    return r;
}

struct ring {
    struct ring *self;
    struct box *box;
};
struct box *self_loop(void)
{
    struct ring *r = malloc(sizeof *r);
    // WANT "returned from self_loop"
    // WANT IMPRECISE(a block that holds its own address is reachable from all of it)
    r->self = r;
    r->box = malloc(sizeof *r->box); // WANT "escapes to heap: returned from self_loop"
    struct ring *again = r->self->self->self->self->self->self;
    struct box *b = again->box;
    free(r);
    return b;
}

static struct box *swap_fields(struct ring *p, struct ring *q, struct box *b)
{
    p->box = b;
    return q->box;
}
struct box *aliased_parameters(void)
{
    struct ring r = { NULL, NULL };
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from aliased_parameters"
    return swap_fields(&r, &r, b);
}

static void register_address(struct ring *r)
{
    static struct ring *known;
    known = r;
}
void holder_address_kept(void)
{
    struct ring r = { NULL, NULL };
    register_address(&r);
    r.box = malloc(8); // WANT "escapes to heap: passed to register_address: stored in global known"
}

int pointer_compare(const struct box *other)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    int same = b == other;
    free(b);
    return same;
}

int memcpy_pointer(void)
{
    struct box *b = malloc(sizeof *b), *copy; // WANT "does not escape"
    b->v = 3;
    memcpy(&copy, &b, sizeof copy);
    int r = (int)copy->v;
    free(copy);
    return r;
}

struct box *memcpy_pointer_returned(void)
{
    struct box *b = malloc(sizeof *b), *copy;
    // WANT "escapes to heap: returned from memcpy_pointer_returned"
    memcpy(&copy, &b, sizeof copy);
    return copy;
}

int container_of(void)
{
    struct obj *o = malloc(sizeof *o); // WANT "does not escape"
    struct node **items = &o->items;
    struct obj *back = (struct obj *)((char *)items - offsetof(struct obj, items));
    back->name = NULL;
    free(back);
    return 0;
}

int holders_chosen(int which)
{
    struct holder a = { 0, NULL }, b = { 1, NULL };
    struct holder *h = which ? &a : &b;
    h->box = malloc(8); // WANT "does not escape"
    h->box->v = 1;
    int r = get(h);
    free(h->box);
    return r;
}
