// sizes.c -- sizes of blocks, and paths on which a block is not freed.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern void *other_alloc(size_t bytes) __attribute__((malloc, alloc_size(1)));
extern void *other_calloc(size_t count, size_t bytes) __attribute__((malloc, alloc_size(1, 2)));
extern char *other_text(const char *text) __attribute__((malloc));
extern void fail(void) __attribute__((noreturn));

struct box {
    long v;
};

void at_limit(void)
{
    char *a = malloc(65536); // WANT "malloc(65536) does not escape"
    a[0] = 1;
    free(a);
}

void too_large(void)
{
    char *a = malloc(1 << 20); // WANT "escapes to heap: too large for the stack (1048576 bytes)"
    a[0] = 1;
    free(a);
}

void too_large_product(void)
{
    char *a = calloc(1024, 1024); // WANT "escapes to heap: too large for the stack (1048576 bytes)"
    a[0] = 1;
    free(a);
}

void variable(size_t n)
{
    char *a = malloc(n); // WANT "malloc(n) escapes to heap: size not constant"
    a[0] = 1;
    free(a);
}

void variable_count(size_t n)
{
    struct box *a = calloc(n, sizeof *a); // WANT "escapes to heap: size not constant"
    a[0].v = 1;
    free(a);
}

void constant_variable(void)
{
    const size_t n = 10;
    struct box *a = malloc(n * sizeof *a); // WANT "does not escape"
    a[0].v = 1;
    free(a);
}

void variable_that_never_varies(void)
{
    size_t n = 10;
    n *= 2;
    char *a = malloc(n); // WANT "does not escape"
    a[0] = 1;
    free(a);
}

void flexible_array(size_t n)
{
    struct flexible {
        size_t n;
        char bytes[];
    } *f = malloc(sizeof *f + n); // WANT "escapes to heap: size not constant"
    f->n = n;
    free(f);
}

void aligned(void)
{
    char *a = aligned_alloc(64, 128); // WANT "aligned_alloc(64, 128) does not escape"
    a[0] = 1;
    free(a);
}

int aligned_out(void)
{
    void *a;
    if (posix_memalign(&a, 64, 128) != 0) // WANT "does not escape$"
        return -1;
    *(char *)a = 1;
    free(a);
    return 0;
}

void attribute(void)
{
    char *a = other_alloc(16); // WANT "other_alloc(16) does not escape"
    a[0] = 1;
    free(a);
}

void attribute_product(void)
{
    char *a = other_calloc(1 << 10, 1 << 10); // WANT "too large for the stack (1048576 bytes)"
    a[0] = 1;
    free(a);
}

void attribute_text(void)
{
    char *a = other_text("x"); // WANT "does not escape (size known only at run time)"
    free(a);
}

#define NEW(type) ((type *)malloc(sizeof(type)))
long macro(void)
{
    struct box *b = NEW(struct box); // WANT "NEW(struct box) does not escape"
    b->v = 1;
    long v = b->v;
    free(b);
    return v;
}

int null_checked(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape$"
    if (b == NULL)
        return -1;
    b->v = 1;
    int r = (int)b->v;
    free(b);
    return r;
}

int null_fails(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape$"
    if (!b)
        fail();
    b->v = 1;
    int r = (int)b->v;
    free(b);
    return r;
}

int cleanup_label(int fails)
{
    int r = -1;
    struct box *a = malloc(sizeof *a), *b = NULL; // WANT "does not escape$"
    if (a == NULL)
        goto out;
    b = malloc(sizeof *b); // WANT "does not escape$"
    if (b == NULL || fails)
        goto out;
    a->v = b->v = 1;
    r = (int)a->v;
out:
    free(b);
    free(a);
    return r;
}

static void give_back(struct box **b)
{
    free(*b);
}
int cleanup_attribute(void)
{
    __attribute__((cleanup(give_back))) struct box *b = malloc(sizeof *b);
    // WANT "does not escape$"
    b->v = 2;
    return (int)b->v;
}

static void release(struct box *b)
{
    if (b != NULL)
        free(b);
}
int freed_by_function(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape$"
    b->v = 1;
    int r = (int)b->v;
    release(b);
    return r;
}

int not_freed_on_one_path(int fails)
{
    struct box *b = malloc(sizeof *b);
    // WANT "does not escape (not freed on every path: return at "
    b->v = 1;
    if (fails)
        return -1;
    int r = (int)b->v;
    free(b);
    return r;
}

int never_freed(void)
{
    struct box *b = malloc(sizeof *b);
    // WANT "does not escape (not freed on every path: return at "
    b->v = 1;
    return (int)b->v;
}

int freed_twice_apart(int which)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape$"
    b->v = which;
    if (which) {
        free(b);
        return 1;
    }
    free(b);
    return 2;
}

int freed_in_loop(void)
{
    struct box *a[2];
    a[0] = malloc(8); // WANT "does not escape$"
    a[1] = malloc(8); // WANT "does not escape$"
    for (int i = 0; i < 2; i++)
        free(a[i]);
    return 0;
}

// Functions that pass a request on, each in another way: the size follows from their arguments.
static void *at_least_one(size_t n)
{
    if (n == 0)
        n = 1;
    return malloc(n); // WANT "returned from at_least_one"
}
static void *with_header(size_t n)
{
    char *p = malloc(sizeof(size_t) + (n > 0 ? n : 8)); // WANT "returned from with_header"
    if (p == NULL)
        fail();
    return p;
}
static void *array_of(size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size)
        fail();
    return at_least_one(n * size); // WANT "returned from array_of"
}
static void *until_there(size_t n)
{
    void *p;
    while ((p = malloc(n)) == NULL) // WANT "returned from until_there"
        n /= 2;
    return p;
}
static void *narrow(unsigned char n)
{
    unsigned char twice = (unsigned char)(n * 2);
    return malloc(twice); // WANT "returned from narrow"
}
static void *change(void *old, size_t n)
{
    return realloc(old, n); // WANT "returned from change"
}

void computed(size_t n)
{
    free(at_least_one(0));       // WANT "at_least_one(0) does not escape"
    free(at_least_one(n));       // WANT "escapes to heap: size not constant"
    free(with_header(65528));    // WANT "with_header(65528) does not escape"
    free(with_header(65529));    // WANT "escapes to heap: too large for the stack (65537 bytes)"
    free(array_of(3, 8));        // WANT "array_of(3, 8) does not escape"
    free(array_of(n, 8));        // WANT "escapes to heap: size not constant"
    free(until_there(16));       // WANT "escapes to heap: size not constant"
    free(narrow(20));            // WANT "narrow(20) does not escape"
    free(narrow(200));           // WANT "escapes to heap: size not constant"
    change(change(NULL, 16), 0); // WANT "change(NULL, 16) does not escape"
}
