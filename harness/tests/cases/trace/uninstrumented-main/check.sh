# Code without the flags that asks for a block before the first function with them is passed over; the rest is traced.
cat >inst.c <<'END'
#include <stdlib.h>
void work(void) { char *q = malloc(8); free(q); }
END
cat >plain.c <<'END'
#include <stdlib.h>
void work(void);
static char *early;
__attribute__((constructor)) static void start(void) { early = malloc(50); }
int main(void)
{
    char *volatile p = malloc(100);
    work();
    free(p);
    free(early);
    return 0;
}
END
cat >host.c <<'END'
#include <dlfcn.h>
#include <stdlib.h>
int main(void)
{
    void (*work)(void) = (void (*)(void))dlsym(dlopen("./libinst.so", RTLD_NOW), "work");
    for (int i = 0; i < 3; i++)
        work();
    return 0;
}
END
cc=${CC:-cc}
for profiled in "" -pg; do
    $cc -g $profiled -c plain.c && $cc -g -fno-builtin -finstrument-functions -c inst.c &&
        $cc $profiled plain.o inst.o -o part && "$HEAPMARK" trace ./part >said || exit 1
    cat said
    grep -q 'inst.c:2:.*malloc(8) not seen to escape work (1 of 1)' said || exit 1
done
$cc -g -fno-builtin -finstrument-functions -shared -fPIC inst.c -o libinst.so && $cc -g host.c -o host -ldl &&
    "$HEAPMARK" trace ./host >said || exit 1
cat said
grep -q 'inst.c:2:.*malloc(8) not seen to escape work (3 of 3)' said || exit 1
command -v clang++ >/dev/null || exit 0
printf '#include <string>\nstatic std::string s(99, 120);\nint main() { delete new int; return s.size() != 99; }\n' >global.cc
clang++ -g -O0 -finstrument-functions global.cc -o global || exit 0 # clang 14 needs other flags for some libraries
"$HEAPMARK" trace ./global >said || exit 1
cat said
grep -q 'main' said
