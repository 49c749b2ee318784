#!/usr/bin/env bash
# Programs that are not as one wishes: killed, stripped, without debug information, with two copies of a library of which
# one is unloaded and loaded anew, with more blocks alive than are followed. Each block is counted, and it is said what is not known.
cc=${CC:-cc} status=0
flags=(-g -O0 -fno-builtin -finstrument-functions)
cat >library.c <<'END'
#include <stdlib.h>
void *make(int n) { return malloc(n); }
void drop(void *p) { free(p); }
END
cat >copies.c <<'END'
#include <dlfcn.h>
int main(void)
{
    for (int i = 0; i < 4; i++) {
        void *h = dlopen(i % 2 ? "./two.so" : "./one.so", RTLD_NOW);
        void *(*make)(int) = (void *(*)(int))dlsym(h, "make");
        void (*drop)(void *) = (void (*)(void *))dlsym(h, "drop");
        drop(make(10));
        make(20);
        if (i < 2)
            dlclose(h);
    }
    return 0;
}
END
cat >many.c <<'END'
#include <signal.h>
#include <stdlib.h>
int main(int argc, char **argv)
{
    static void *p[1000];
    for (int i = 0; i < 1000; i++)
        p[i] = malloc(8);
    if (argc > 1)
        raise(SIGKILL);
    for (int i = 0; i < 1000; i++)
        free(p[i]);
    return argv == NULL;
}
END
$cc "${flags[@]}" -fPIC -shared library.c -o one.so && cp one.so two.so && $cc "${flags[@]}" copies.c -o copies -ldl &&
    $cc "${flags[@]}" many.c -o many && $cc "${flags[@]}" -g0 many.c -o bare && strip -o stripped many || exit 1
says() { # EXIT_STATUS LINE PROGRAM ARGS...: the report has a line that matches LINE
    local wanted=$1 line=$2
    shift 2
    "$HEAPMARK" trace "$@" >said 2>&1
    [ $? = "$wanted" ] && grep -Eq "$line" said || { echo "no line '$line' or not exit $wanted: $*"; cat said; status=1; }
}
says 0 'malloc\(10(\.\.20)?\).* lives in main, 1 frame up.*4 of 8' ./copies
says 0 'malloc\(10(\.\.20)?\).* not freed.*4 of 8' ./copies
says 1 'malloc\(8\).* not freed; 1000 of 1000' ./many killed
says 1 'killed by signal 9' ./many killed
says 0 'not seen to escape main \(1000 of 1000\)' ./bare
says 0 'note: no debug information' ./bare
says 0 'not seen to escape .* \(1000 of 1000\)' ./stripped
says 0 'unknown.*900 of 1000' --max-blocks=100 ./many
says 0 'note: 900 blocks were counted but not followed' --max-blocks=100 ./many
exit $status
