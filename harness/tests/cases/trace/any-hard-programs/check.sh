# Programs that are hard to run under Valgrind: one line and status 2, or a report of what was seen and its status.
cat >program.c <<'END'
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <unistd.h>
static __attribute__((noinline)) void *make(void)
{
    void *volatile block = malloc(10);
    return block;
}
int main(int argc, char **argv)
{
    (void)argc;
    for (int i = 0; i < 10; i++)
        free(make());
    switch (argv[1][0]) {
    case 'c': for (int i = 0; i < 1024; i++) close(i); break;
    case 'e': execl("/bin/true", "true", (char *)0); break;
    case 'f': execl("/no/such/file", "file", (char *)0); break;
    case 'k': raise(SIGKILL); break;
    case 't': ptrace(PTRACE_TRACEME, 0, 0, 0); break;
    case 'i': __asm__ volatile(".byte 0x62, 0xf1, 0x7c, 0x48, 0x28, 0xc1"); /* of AVX-512 */
    }
    free(make());
    return 0;
}
END
cc=${CC:-cc}
$cc -g -O1 -w program.c -o program || exit 1
"$HEAPMARK" trace --any ./program - >said 2>&1
grep -q 'built without its Valgrind tool' said && exit 77
failed=0
try() { # STATUS BLOCKS TEXT PROGRAM ARGS...: that many blocks, that text, no word of Valgrind's own
    local status=$1 blocks=$2 text=$3 got
    shift 3
    "$HEAPMARK" trace --any "$@" >said 2>&1
    got=$?
    [ "$blocks" = 0 ] || grep -q "malloc(10) outlives make: lives in main, 1 frame up; .* $blocks of $blocks blocks" said || got=report
    [ "$got" = "$status" ] && grep -q -- "$text" said && ! grep -q '^==\|^valgrind:' said ||
        { echo "$*: $got"; cat said; failed=1; }
}
try 0 11 '' ./program -
try 0 11 '' ./program c
try 0 10 'executed another one in its place' ./program e
try 0 11 '' ./program f
try 1 10 'killed by signal 9' ./program k
try 0 11 '' ./program t
try 1 10 'killed by signal 4 (Illegal instruction, perhaps one that Valgrind lacks)' ./program i
try 2 0 'no function of that name' --op=nothing ./program -
cp program set-uid && chmod u+s set-uid
try 2 0 'set-uid or set-gid' ./set-uid -
cp program other && printf '\267' | dd of=other bs=1 seek=18 conv=notrunc 2>/dev/null
try 2 0 'another machine' ./other -
$cc -w -static program.c -o static 2>/dev/null && try 2 0 'statically linked' ./static -
VALGRIND_OPTS=--no-such-option try 0 11 '' ./program -
VALGRIND_LIB=/nonexistent try 0 11 '' ./program -
cat >pool.c <<'END'
#include <stddef.h>
static char pool[1 << 20];
static size_t at;
__attribute__((noinline)) void *malloc(size_t n) { at += (n + 15) & ~15ul; return pool + at; }
__attribute__((noinline)) void free(void *p) { __asm__ volatile("" ::"r"(p)); }
void *calloc(size_t n, size_t size) { return malloc(n * size); }
void *realloc(void *p, size_t size) { (void)p; return malloc(size); }
END
$cc -g -O1 -w -fno-builtin program.c pool.c -o with-own && try 0 11 '' ./with-own -
$cc -g -O1 -w -fno-builtin -fPIC -shared pool.c -o libpool.so &&
    $cc -g -O1 -w program.c ./libpool.so -o with-library && try 0 11 '^program.c:[0-9:]* malloc(10) outlives' ./with-library -
exit $failed
