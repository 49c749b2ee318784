// results.c -- blocks that a function returns, and functions that only make and return a block.
#include <stdlib.h>
#include <string.h>

struct box {
    long v;
};
struct view {
    char *text;
    size_t length;
};
struct large {
    struct box *box;
    long pad[8];
};
struct error {
    int code;
};

struct box *ret_pointer(void)
{
    return malloc(sizeof(struct box));
    // WANT "malloc(sizeof(struct box)) escapes to heap: returned from ret_pointer"
}

struct view ret_struct(void)
{
    struct view v = { malloc(8), 8 }; // WANT "escapes to heap: returned from ret_struct"
    return v;
}

struct large ret_large(void)
{
    struct large l = { malloc(8), { 0 } };
    // WANT "escapes to heap: returned from ret_large .in the result struct."
    return l;
}

size_t view_length(void)
{
    struct view v = { malloc(8), 8 }; // WANT "does not escape"
    size_t n = v.length;
    free(v.text);
    return n;
}

static struct view make_view(char *text)
{
    return (struct view){ text, 8 };
}
size_t view_length_from_call(void)
{
    struct view v = make_view(malloc(8)); // WANT "does not escape"
    size_t n = v.length;
    free(v.text);
    return n;
}
char *view_text_from_call(void)
{
    struct view v = make_view(malloc(8));
    // WANT "escapes to heap: returned from view_text_from_call"
    return v.text;
}

static struct box *make(long v)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from make"
    if (b == NULL)
        abort();
    b->v = v;
    return b;
}

long constructor_local(void)
{
    struct box *b = make(1); // WANT "make(1) does not escape"
    long v = b->v;
    free(b);
    return v;
}

struct box *constructor_returned(void)
{
    return make(2); // WANT "make(2) escapes to heap: returned from constructor_returned"
}

long constructor_of_constructor(void)
{
    struct box *b = constructor_returned(); // WANT "constructor_returned() does not escape"
    long v = b->v;
    free(b);
    return v;
}

static void *xmalloc(size_t n)
{
    void *p = malloc(n); // WANT "malloc(n) escapes to heap: returned from xmalloc"
    if (p == NULL)
        abort();
    return p;
}

long wrapper_constant(void)
{
    long *p = xmalloc(sizeof *p); // WANT "xmalloc(sizeof *p) does not escape"
    *p = 1;
    long v = *p;
    free(p);
    return v;
}

long wrapper_variable(size_t n)
{
    long *p = xmalloc(n); // WANT "xmalloc(n) escapes to heap: size not constant"
    *p = 1;
    long v = *p;
    free(p);
    return v;
}

static struct box *registry[4];
static struct box *make_registered(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: stored in global registry"
    registry[0] = b;
    return b;
}

long not_fresh(void)
{
    struct box **into = (struct box **)make_registered();
    *into = malloc(8);
    // WANT "malloc(8) escapes to heap: stored through a pointer of unknown origin"
    return 0;
}

int error_object(int fails, struct error **out)
{
    if (!fails)
        return 0;
    struct error *e = malloc(sizeof *e); // WANT "escapes to heap: stored through parameter out"
    e->code = 1;
    *out = e;
    return -1;
}

struct box *freed_and_returned(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from freed_and_returned"
    free(b);
    return b;
}

struct box *either(int which)
{
    struct box *a = malloc(sizeof *a); // WANT "escapes to heap: returned from either"
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from either"
    if (which) {
        free(b);
        return a;
    }
    free(a);
    return b;
}

int either_local(int which)
{
    struct box *b = which ? malloc(8) : calloc(1, 8);
    // WANT "malloc(8) does not escape" "calloc(1, 8) does not escape"
    b->v = 1;
    int r = (int)b->v;
    free(b);
    return r;
}

char *duplicate(const char *text)
{
    return strdup(text); // WANT "strdup(text) escapes to heap: returned from duplicate"
}

long as_number(void)
{
    struct box *b = malloc(sizeof *b); // WANT "escapes to heap: returned from as_number"
    return (long)b;
}

int *inside(void)
{
    int *a = malloc(16 * sizeof *a); // WANT "escapes to heap: returned from inside"
    return a + 3;
}
