// calls.c -- blocks handed to functions: known ones, unknown ones, and tables of them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct box {
    long v;
};
struct conn;
struct ops {
    int (*do_)(struct conn *c, struct box *b);
    struct box *(*make)(struct conn *c);
};
struct conn {
    const struct ops *ops;
    struct box *last;
};

extern int rd_extern(struct box *b);
extern int rd_noescape(struct box *b __attribute__((noescape)));
extern int rd_pure(const struct box *b) __attribute__((pure));
extern struct box *same_pure(struct box *b) __attribute__((pure));

static int rd(struct conn *c, struct box *b)
{
    (void)c;
    return (int)b->v;
}
int rd_global(struct box *b)
{
    return (int)b->v;
}
__attribute__((weak)) int rd_weak(struct box *b)
{
    return (int)b->v;
}
__attribute__((noinline)) static struct box *identity(struct box *b)
{
    return b;
}

int vtable_one(struct conn *c)
{
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: parameter to indirect call c->ops->do_ at .*calls.c:47:13"
    b->v = 1;
    int r = c->ops->do_(c, b);
    free(b);
    return r;
}

int direct_one(struct conn *c)
{
    struct box *b = malloc(sizeof *b); // WANT "malloc(sizeof *b) does not escape"
    b->v = 1;
    int r = rd(c, b);
    free(b);
    return r;
}

int vtable_args(struct conn *c)
{
    struct box **args = malloc(2 * sizeof *args);
    // WANT "escapes to heap: parameter to indirect call c->ops->do_"
    args[0] = malloc(sizeof **args);
    // WANT "escapes to heap: parameter to indirect call c->ops->do_"
    args[0]->v = 1;
    int r = c->ops->do_(c, (struct box *)args);
    free(args[0]);
    free(args);
    return r;
}

static int rd_args(struct box **args, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += (int)args[i]->v;
    return sum;
}

int direct_args(void)
{
    struct box **args = malloc(2 * sizeof *args); // WANT "does not escape"
    args[0] = malloc(sizeof **args);              // WANT "does not escape"
    args[0]->v = 1;
    args[1] = args[0];
    int r = rd_args(args, 2);
    free(args[0]);
    free(args);
    return r;
}

static const struct ops table = { rd, NULL };

int devirtualised_constant(struct conn *c)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 2;
    int r = table.do_(c, b);
    free(b);
    return r;
}

static int call_table(const struct ops *ops, struct conn *c, struct box *b)
{
    return ops->do_(c, b);
}

int devirtualised_parameter(struct conn *c)
{
    struct box *b = malloc(sizeof *b);
    // WANT "passed to call_table: parameter to indirect call ops->do_"
    // WANT IMPRECISE(the table is constant, but reached through a parameter)
    b->v = 2;
    int r = call_table(&table, c, b);
    free(b);
    return r;
}

int one_of_two(struct conn *c, int which)
{
    int (*f)(struct conn *, struct box *) = which ? rd : (int (*)(struct conn *, struct box *))NULL;
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 3;
    int r = f(c, b);
    free(b);
    return r;
}

int external(void)
{
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: passed to external function rd_extern"
    b->v = 1;
    int r = rd_extern(b);
    free(b);
    return r;
}

int external_noescape(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    int r = rd_noescape(b);
    free(b);
    return r;
}

int external_noescape_content(void)
{
    struct box *inner[1];
    inner[0] = malloc(sizeof **inner);
    // WANT "escapes to heap: passed to external function rd_noescape"
    int r = rd_noescape((struct box *)inner);
    free(inner[0]);
    return r;
}

struct promising_ops {
    int (*look)(struct conn *c, struct box *b __attribute__((noescape)));
    int (*keep)(struct conn *c, struct box *b);
};

int promised_by_the_pointer(const struct promising_ops *ops, struct conn *c)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    int r = ops->look(c, b);
    free(b);
    return r;
}

int promised_by_a_parameter(int (*look)(struct box *b __attribute__((noescape))))
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    int r = look(b);
    free(b);
    return r;
}

int promised_for_each_turn(const struct promising_ops *ops, struct conn *c)
{
    int r = 0;
    for (int i = 0; i < 3; i++) {
        struct box *b = malloc(sizeof *b); // WANT "does not escape"
        b->v = i;
        r += ops->look(c, b);
        free(b);
    }
    return r;
}

int promised_for_the_pointer_alone(const struct promising_ops *ops, struct conn *c)
{
    struct box *inner[1];
    inner[0] = malloc(sizeof **inner);
    // WANT "escapes to heap: parameter to indirect call ops->look"
    int r = ops->look(c, (struct box *)inner);
    free(inner[0]);
    return r;
}

int promised_by_another_member(const struct promising_ops *ops, struct conn *c)
{
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: parameter to indirect call ops->keep"
    b->v = 1;
    int r = ops->look(c, b) + ops->keep(c, b);
    free(b);
    return r;
}

int external_pure(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    int r = rd_pure(b);
    free(b);
    return r;
}

struct box *external_pure_returns(void)
{
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: returned from external_pure_returns"
    b->v = 1;
    return same_pure(b);
}

int visible_callee(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 1;
    int r = rd_global(b);
    free(b);
    return r;
}

int weak_callee(void)
{
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: passed to replaceable (weak) function rd_weak"
    b->v = 1;
    int r = rd_weak(b);
    free(b);
    return r;
}

int through_identity(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    struct box *same = identity(b);
    same->v = 4;
    int r = (int)b->v;
    free(same);
    return r;
}

static int depth(struct box *b, int n)
{
    return n == 0 ? (int)b->v : depth(b, n - 1);
}

int recursive(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    b->v = 4;
    int r = depth(b, 3);
    free(b);
    return r;
}

static struct box *keeper;
static int odd(struct box *b, int n);
static int even(struct box *b, int n)
{
    return n == 0 ? 1 : odd(b, n - 1);
}
static int odd(struct box *b, int n)
{
    return n == 0 ? 0 : even(b, n - 1);
}
static int odd_keeps(struct box *b, int n);
static int even_keeps(struct box *b, int n)
{
    return n == 0 ? 1 : odd_keeps(b, n - 1);
}
static int odd_keeps(struct box *b, int n)
{
    if (n == 1)
        keeper = b;
    return n == 0 ? 0 : even_keeps(b, n - 1);
}

int mutual(void)
{
    struct box *b = malloc(sizeof *b); // WANT "does not escape"
    int r = even(b, 4);
    free(b);
    return r;
}

int mutual_keeps(void)
{
    struct box *b = malloc(sizeof *b);
    // WANT "escapes to heap: passed to even_keeps: stored in global keeper"
    return even_keeps(b, 4);
}

static void each(int n, int (*fn)(void *ctx, int i), void *ctx)
{
    for (int i = 0; i < n; i++)
        fn(ctx, i);
}
static int add(void *ctx, int i)
{
    ((struct box *)ctx)->v += i;
    return 0;
}
static int keep_ctx(void *ctx, int i)
{
    if (i == 0)
        keeper = ctx;
    return 0;
}

int callback_known(void)
{
    struct box *sum = malloc(sizeof *sum); // WANT "does not escape"
    sum->v = 0;
    each(3, add, sum);
    int r = (int)sum->v;
    free(sum);
    return r;
}

int callback_keeps(void)
{
    struct box *sum = malloc(sizeof *sum);
    // WANT "escapes to heap: passed to keep_ctx: stored in global keeper"
    sum->v = 0;
    each(3, keep_ctx, sum);
    return 0;
}

int callback_unknown(int (*fn)(void *, int))
{
    struct box *sum = malloc(sizeof *sum);
    // WANT "escapes to heap: passed to each: parameter to indirect call fn"
    each(3, fn, sum);
    free(sum);
    return 0;
}

struct closure {
    int (*fn)(struct closure *self);
    long n;
};
static int count(struct closure *self)
{
    return (int)++self->n;
}
static int apply(struct closure *c)
{
    return c->fn(c);
}

int closure_environment(void)
{
    struct closure *c = malloc(sizeof *c);
    // WANT "passed to apply: parameter to indirect call c->fn"
    // WANT IMPRECISE(the function pointer is read back from the block)
    c->fn = count;
    c->n = 0;
    int r = apply(c);
    free(c);
    return r;
}

static int sum_all(int n, ...)
{
    __builtin_va_list ap;
    int sum = 0;
    __builtin_va_start(ap, n);
    for (int i = 0; i < n; i++)
        sum += (int)__builtin_va_arg(ap, struct box *)->v;
    __builtin_va_end(ap);
    return sum;
}

int variadic_own(void)
{
    struct box *b = malloc(sizeof *b);
    // WANT "passed as a variadic argument to sum_all"
    // WANT IMPRECISE(variadic arguments are not followed)
    b->v = 1;
    int r = sum_all(1, b);
    free(b);
    return r;
}

int variadic_printf(void)
{
    char *text = malloc(16); // WANT "does not escape"
    memcpy(text, "hello", 6);
    printf("%-*s|%.3s\n", 8, text, text);
    free(text);
    return 0;
}

struct pair {
    struct box *a, *b;
    long pad[4];
};
static int by_value(struct pair p)
{
    return (int)p.a->v;
}
static struct box *by_value_back(struct pair p)
{
    return p.b;
}

int struct_by_value(void)
{
    struct pair p = { 0 };
    p.a = malloc(sizeof *p.a); // WANT "does not escape"
    p.b = malloc(sizeof *p.b); // WANT "escapes to heap: stored in global keeper"
    p.a->v = 1;
    int r = by_value(p);
    keeper = by_value_back(p);
    free(p.a);
    return r;
}
