# What libraries request before ours is initialised is known by its size, also where it is freed later: nothing alive is requested twice.
cat >library.c <<'.'
#include <stdlib.h>
void *early[2000];
__attribute__((constructor)) static void start(void) {
    for (int i = 0; i < 2000; i++)
        early[i] = malloc(100);
    for (int i = 0; i < 2000; i += 2)
        free(early[i]);
    early[1] = realloc(early[1], 5000);
}
.
cat >program.c <<'.'
#include <stdlib.h>
extern void *early[2000];
int main(void) {
    void *volatile more = malloc(1000);
    for (int i = 3; i < 1999; i += 2)
        free(early[i]);
    free(more);
    return 0;
}
.
${CC:-cc} -fPIC -shared library.c -o libearly.so && ${CC:-cc} program.c ./libearly.so -o program || exit 1
"$HEAPMARK" run --sites --out report -- ./program || exit 1
alive=$((5000 + 100)) peak=$((5000 + 999 * 100 + 1000))
grep -qx " *1001 blocks *$peak bytes requested" report && grep -q "live at exit .* 2 blocks .* usable, $alive requested\$" report || { cat report; exit 1; }
# Without sites nothing of that is kept.
"$HEAPMARK" run --out report -- ./program && grep -q 'live at exit .* 2 blocks' report
