# What libraries request in constructors that run before ours has its stack and size: all sites are known, and what is alive is.
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
alive=$((5000 + 100))
grep -qx " *2000 blocks *200000 bytes requested" report && grep -q "live at exit .* 2 blocks .* usable, $alive requested\$" report &&
    grep -q 'sites: 3; .* tables [0-9]*$' report && grep -A 1 '^    2000 blocks, 200000 bytes' report | grep -q ' start .*libearly.so' || { cat report; exit 1; }

# The environment stays as it is while such a constructor reads it.
cat >reads.c <<'.'
#include <stdlib.h>
#include <string.h>
extern char **environ;
int seen_twice;
__attribute__((constructor)) static void start(void) {
    char *last = NULL;
    for (char **e = environ; *e != NULL; last = *e++) {
        seen_twice |= *e == last;
        free(strdup(*e));
    }
}
.
printf 'extern int seen_twice;\nint main(void) { return seen_twice; }\n' >twice.c
${CC:-cc} -fPIC -shared reads.c -o libreads.so && ${CC:-cc} twice.c ./libreads.so -o twice && "$HEAPMARK" run --sites --out report -- ./twice ||
    { echo "a variable is seen twice"; exit 1; }
