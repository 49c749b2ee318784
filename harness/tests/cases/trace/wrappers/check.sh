# Functions that only pass requests on are found by their names and by what the run shows: also the slow path of a
# pool, and frees through realloc. One that keeps a block of its own is not among them.
cat >program.c <<'END'
#include <stdlib.h>
#include <string.h>
struct pool { char *chunk; size_t left; };
static void *sys_realloc(void *p, size_t n)
{
    if (n == 0) {
        free(p);
        return NULL;
    }
    return realloc(p, n);
}
static void *my_alloc(size_t n) { return sys_realloc(NULL, n); }
static void my_release(void *p) { sys_realloc(p, 0); }
static char *copy_strdup(const char *s) { return strcpy(my_alloc(strlen(s) + 1), s); }
static void refill(struct pool *p)
{
    p->chunk = my_alloc(100);
    p->left = 100;
}
static void *pool_alloc(struct pool *p, size_t n)
{
    if (p->left < n)
        refill(p);
    p->left -= n;
    return p->chunk + p->left;
}
static void scratch_alloc(size_t n)
{
    char *q = my_alloc(n);
    q[0] = 1;
    my_release(q);
}
static char *name(void) { return copy_strdup("b"); }
int main(void)
{
    struct pool p = { 0 };
    pool_alloc(&p, 10);
    char *a = name(), *b = copy_strdup("xyz");
    my_release(a);
    my_release(b);
    scratch_alloc(12);
    my_release(p.chunk);
    return 0;
}
END
"$HEAPMARK" trace program.c >said && "$HEAPMARK" trace --no-wrappers --wrapper=sys_realloc program.c >plain || exit 1
cat said plain
grep -q '^program.c:29:15: my_alloc(12) not seen to escape scratch_alloc (1 of 1)' said &&
    grep -q '^program.c:33:34: copy_strdup(2) outlives name: lives in main, 1 frame up; freed at program.c:39;' said &&
    grep -q '^program.c:37:5: pool_alloc(100) not seen to escape main' said &&
    grep -q '^program.c:38:28: copy_strdup(4) not seen to escape main' said &&
    grep -q ': copy_strdup, my_alloc, my_release, pool_alloc, refill, sys_realloc$' said &&
    [ "$(grep -c '^program.c:' plain)" = 1 ] && grep -q '^program.c:12:42: sys_realloc(2..100) outlives my_alloc' plain
