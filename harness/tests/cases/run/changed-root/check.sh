# A program that changes its root has names in its sites, in its threads too.
cat >program.c <<'.'
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
static __attribute__((noinline)) void *requests(void *block) {
    for (int i = 0; i < 100; i++) {
        block = malloc(50);
        free(block);
    }
    return block;
}
int main(void) {
    pthread_t thread;
    if (chroot("empty") != 0 || chdir("/") != 0)
        return 77;
    requests(NULL);
    pthread_create(&thread, NULL, requests, NULL);
    return pthread_join(thread, NULL);
}
.
mkdir empty && ${CC:-cc} -D_GNU_SOURCE -g -O1 program.c -o program -pthread || exit 1
"$HEAPMARK" run --sites --out report -- ./program
status=$?
[ $status = 77 ] && exit 77
[ $status = 0 ] && [ "$(grep -c ' requests program.c:6$' report)" = 4 ] && ! grep -q '??+0x' report || { cat report; exit 1; }
