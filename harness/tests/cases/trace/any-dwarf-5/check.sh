# A program with debug information of DWARF 5 as clang writes it: the reader of Valgrind 3.19 ended the run at its forms.
command -v clang >/dev/null || exit 77
cat >program.c <<'END'
#include <stdlib.h>
static __attribute__((noinline)) void *make(void)
{
    return malloc(10);
}
int main(void)
{
    free(make());
    return 0;
}
END
clang -gdwarf-5 -O1 -w -fno-builtin program.c -o program || exit 1
"$HEAPMARK" trace --any ./program >said 2>&1
grep -q 'built without its Valgrind tool' said && exit 77
grep -q '^program.c:4:[0-9]*: malloc(10) outlives make: lives in main, 1 frame up; .* 1 of 1 block' said &&
    ! grep -q 'ended before' said || { cat said; exit 1; }
