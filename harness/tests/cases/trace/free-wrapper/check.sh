# "freed at" names the call of a function that only frees, not the line inside it; here through two of them.
cat >program.c <<'END'
#include <stdlib.h>
static void *xmalloc(size_t n) { return malloc(n); }
static void xfree(void *p) { free(p); }
static void text_free(char *p) { xfree(p); }
static char *a(void) { return xmalloc(10); }
static char *b(void) { return xmalloc(20); }
static void list_free(char **list)
{
    free(list[0]);
    free(list);
}
int main(void)
{
    char *p = a(), *q = b(), **list = malloc(8);
    list[0] = a();
    xfree(p);
    text_free(a());
    text_free(q);
    list_free(list);
    return 0;
}
END
"$HEAPMARK" trace program.c >said && "$HEAPMARK" trace --no-wrappers program.c >plain || exit 1
cat said plain
grep -q 'xmalloc(20) outlives b: .*; freed at program.c:18;' said &&
    grep -q 'xmalloc(10) outlives a: .*; freed at program.c:9, program.c:16, program.c:17;' said &&
    grep -q 'malloc(8) not seen to escape main (1 of 1)' said &&
    grep -q 'note: 3 functions .*: text_free, xfree, xmalloc$' said &&
    grep -q 'outlives xmalloc: .*; freed at program.c:3, program.c:9;' plain || exit 1

# The last one to drop a reference frees, and that is the call to name.
cat >program.c <<'END'
#include <stdlib.h>
struct object { int refs; };
static void zfree(void *p) { free(p); }
static void decrRefCount(struct object *o)
{
    if (--o->refs == 0)
        zfree(o);
}
static struct object *make(size_t more)
{
    struct object *o = calloc(1, sizeof *o + more);
    o->refs = 2;
    return o;
}
static struct object *number(void) { return make(8); }
static void *other(void) { return calloc(2, 8); }
static void drop_object(struct object *o) { decrRefCount(o); }
int main(void)
{
    struct object *o = number(), *p = other();
    p->refs = 1;
    drop_object(o);
    decrRefCount(o);
    decrRefCount(p);
    return 0;
}
END
"$HEAPMARK" trace program.c >said || exit 1
cat said
grep -q 'calloc(12) outlives make: lives in main, .*; freed at program.c:23;' said &&
    grep -q 'calloc(16) outlives other: .*; freed at program.c:24;' said && grep -q 'note: 2 functions .*: decrRefCount, zfree$' said
