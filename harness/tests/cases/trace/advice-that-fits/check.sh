# Followed as it stands, advice must not break the program: an alignment is kept, and what the C library may resize or
# free gets none and is no block that could have lived on a stack. What it gave away and the program did not free is the
# program's, unlike the buffer of stdout.
# Advice about some of the blocks of a line says about which, and the callers tell whose blocks had a home.
cat >program.c <<'END'
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void aligned(void)
{
    free(aligned_alloc(64, 640));
    void *p[2];
    for (int i = 0; i < 2; i++)
        p[i] = aligned_alloc(64, 128);
    free(p[0]);
    free(p[1]);
}
static void lines(void)
{
    char *line = NULL;
    size_t size = 0;
    FILE *f = fopen("program.c", "r");
    if (f == NULL)
        return;
    while (getline(&line, &size, f) > 0)
        ;
    free(line);
    fclose(f);
}
static void texts(void)
{
    char *p[2];
    for (int i = 0; i < 2; i++)
        p[i] = strdup("text");
    free(p[0]);
    free(p[1]);
}
static void *box(void) { return malloc(24); }
static void uses(void)
{
    for (int i = 0; i < 3; i++)
        free(box());
}
static void *volatile kept[2];
static void keeps(void)
{
    for (int i = 0; i < 2; i++)
        kept[i] = box();
}
static void none(void) { free(malloc(0)); }
static char *volatile lost;
int main(void)
{
    aligned();
    lines();
    texts();
    uses();
    keeps();
    none();
    lost = strdup("lost");
    puts("said");
    return 0;
}
END
for how in --sort=line --any; do
    "$HEAPMARK" trace $how -O0 -fno-builtin program.c >said 2>&1
    grep -q 'built without its Valgrind tool' said && continue
    cat said
    grep -q '(640).*an automatic variable of that alignment would do' said &&
        grep -q 'an array of 2 x 128 B in aligned would do in this run; aligned as the call asks' said &&
        grep -q 'an array of 2 x 5 B in texts would do' said &&
        grep -A2 "strdup's malloc(5) outlives main: not freed" said | grep -q 'advice: give it an owner that frees it' &&
        grep -A2 "puts's malloc(.*) outlives main: not freed" said | grep -q 'advice: what made it may keep it' &&
        grep -A1 'malloc(0) not seen to escape none (1 of 1)$' said | grep -q 'advice: it asks for 0 B, so no block is needed' &&
        grep 'could have lived on a stack: in' said | grep -q '; 9 of them' && ! grep -q 'stack: .* lines (' said &&
        grep -q 'for uses (.*): 3 blocks, all with a home 1 frame up$' said &&
        grep -A1 'for keeps (.*): 2 blocks, none with a home$' said |
        grep -q 'advice: for the 2 that were not freed: give them an owner that frees them, unless they are meant to last$' &&
        grep -q "getline's malloc" said && ! grep -q 'buffers\{0,1\} of .* in lines' said || exit 1
done

# A frame is there once for each call: what is advised for a recursive function is multiplied, also in a cycle of two.
cat >calls.c <<'END'
#include <stdlib.h>
static int walk(int depth);
static int step(int depth) { return walk(depth - 1); }
static int walk(int depth)
{
    char *buf = malloc(100);
    buf[0] = 1;
    int r = (depth > 0 ? step(depth) : 0) + buf[0];
    free(buf);
    return r;
}
int main(int argc, char **argv) { return walk(argc > 1 ? atoi(argv[1]) : 0) & 0; }
END
adds_up() { sed -n 's/^warning: .* (--stack-budget=BYTES): //p' said; }
for how in --quiet --any; do
    for depth in 39 40 1000; do
        "$HEAPMARK" trace $how -O0 calls.c -- $depth >said 2>&1
        grep -q 'built without its Valgrind tool' said && continue 2
        case $depth in
        39) [ -z "$(adds_up)" ] ;;
        40) [ "$(adds_up)" = 'walk 4100 B (41 calls at once, 100 B each)' ] ;;
        *) adds_up | grep -q '^walk 100[0-9]00 B (100[0-9] calls at once, 100 B each)$' ;;
        esac || { cat said; exit 1; }
    done
done

# The frame of main is there once, however deep the recursion below it is that made the blocks.
cat >list.c <<'END'
#include <stdlib.h>
struct list { struct list *next; };
static struct list *make(int n)
{
    if (n == 0)
        return NULL;
    struct list *l = malloc(sizeof *l);
    l->next = make(n - 1);
    return l;
}
int main(void)
{
    for (struct list *l = make(2000), *next; l != NULL; l = next) {
        next = l->next;
        free(l);
    }
    return 0;
}
END
"$HEAPMARK" trace --json -O0 list.c >said && grep -q '"calls_at_once": 1$' said || { cat said; exit 1; }
