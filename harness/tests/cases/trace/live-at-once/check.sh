# Blocks of all depths that are alive in one home add up when they are alive together, and only then.
cat >program.c <<'END'
#include <stdlib.h>
static void *make(int depth)
{
    return depth > 0 ? make(depth - 1) : malloc(64);
}
static void *by_one(void) { return malloc(48); }
static void *a(void) { return by_one(); }
static void *b(void) { return by_one(); }
int main(void)
{
    void *p[8];
    for (int i = 0; i < 8; i++)
        p[i] = make(i);
    for (int i = 0; i < 8; i++)
        free(p[i]);
    for (int i = 0; i < 4; i++) {
        free(a());
        free(b());
    }
    return 0;
}
END
"$HEAPMARK" trace program.c >said || exit 1
cat said
grep -q 'main could pass a buffer: 8 x 64 B, never more than 8 at once' said &&
    grep -q 'main could pass a buffer: 1 x 48 B, never more than 1 at once' said
[ $? = 0 ] || exit 1

# Two calls in one home hold their blocks together; the Valgrind tool sees the home at two addresses.
cat >two.c <<'END'
#include <stdlib.h>
static char *get(void)
{
    char *p = malloc(32);
    return p;
}
int main(void)
{
    char *a = get();
    char *b = get();
    free(a);
    free(b);
    return 0;
}
END
for how in --op=main --any; do
    "$HEAPMARK" trace $how -fno-builtin -O0 two.c >said 2>&1
    grep -q 'built without its Valgrind tool' said && continue
    grep -q 'never more than 2 at once' said || { cat said; exit 1; }
done

# The Valgrind tool counts the blocks of call stacks that part far out, or in a library.
cat >deep.c <<'END'
#include <stdlib.h>
struct node {
    struct node *next;
};
static struct node *list(int length)
{
    if (length == 0)
        return NULL;
    struct node *n = malloc(sizeof *n);
    n->next = list(length - 1);
    return n;
}
static void *kept[64];
static int keeping(const void *a, const void *b)
{
    static int count;
    kept[count++] = malloc(48);
    return *(const int *)a - *(const int *)b;
}
int main(void)
{
    struct node *n = list(40);
    while (n != NULL) {
        struct node *next = n->next;
        free(n);
        n = next;
    }
    int number[4] = { 1, 2, 3, 4 }; /* 4 comparisons */
    qsort(number, 4, sizeof number[0], keeping);
    for (int i = 0; i < 64; i++)
        free(kept[i]);
    return 0;
}
END
for how in --sort=line --any; do
    "$HEAPMARK" trace $how -O0 deep.c >said 2>&1
    grep -q 'built without its Valgrind tool' said && continue
    grep -q 'never more than 40 at once' said && grep -q 'never more than 4 at once' said ||
        { cat said; exit 1; }
done

# A loop that the compiler unrolled has several copies of one call, whose blocks are not alive together.
cat >copies.c <<'END'
#include <stdint.h>
#include <stdlib.h>
static volatile uintptr_t sum;
static char *get(int n)
{
    char *p = malloc(24);
    p[0] = (char)n;
    return p;
}
int main(void)
{
    for (int i = 0; i < 3; i++) {
        char *p = get(i);
        sum += (uintptr_t)p;
        free(p);
    }
    for (int i = 0; i < 4; i++) {
        char *p = malloc(32);
        sum += (uintptr_t)p;
        free(p);
    }
    return 0;
}
END
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for level in -O2 -O3; do
        $cc -g $level -fno-builtin -finstrument-functions copies.c -o copies || exit 1
        "$HEAPMARK" trace --json ./copies >said || { cat said; exit 1; }
        [ "$(grep -o '"live_max": [0-9]*' said | sort -u)" = '"live_max": 1' ] || { cat said; exit 1; }
    done
done
