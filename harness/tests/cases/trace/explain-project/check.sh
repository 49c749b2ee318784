#!/usr/bin/env bash
# One table of the proof and the run for a project whose code is in headers, macros and a generated source that names
# another one by #line; and one line on a program that was built from other sources, or without debug information.
mkdir -p src inc build
cat >inc/box.h <<'END'
#include <stdlib.h>
#define NEW(T) ((T *)malloc(sizeof(T)))
static inline int in_header(int x)
{
    int *p = malloc(sizeof *p);
    *p = x;
    int r = *p;
    free(p);
    return r;
}
END
cat >src/grammar.c <<'END'
#include <stdlib.h>
#line 1 "src/grammar.y"
int *made(void)
{
    return malloc(sizeof(int));
}
END
cat >src/main.c <<'END'
#include "box.h"
int *made(void);
int main(int argc, char **argv)
{
    long *p = NEW(long);
    int *q = made();
    char *flexible = malloc((size_t)argc + 33);
    *p = *q = in_header(0);
    flexible[0] = argv[0][0];
    int r = (int)*p + *q + (flexible[0] == 0);
    free(flexible);
    free(q);
    free(p);
    return r;
}
END
flags=(-O1 -fno-builtin -finstrument-functions -I../inc)
printf '[{"directory": "%s/build", "file": "../src/main.c", "command": "cc %s -c ../src/main.c"},
 {"directory": "%s/build", "file": "../src/grammar.c", "command": "cc %s -c ../src/grammar.c"}]\n' \
    "$PWD" "${flags[*]}" "$PWD" "${flags[*]}" >build/compile_commands.json
"$HEAPMARK" escape --help >help 2>&1 || exit 77 # there is no proof without LLVM
(cd build && ${CC:-cc} -g "${flags[@]}" ../src/main.c ../src/grammar.c -o program &&
    ${CC:-cc} "${flags[@]}" ../src/main.c ../src/grammar.c -o plain) || exit 1
ln -s build link
for folder in build link; do
    "$HEAPMARK" explain -p $folder -- $folder/program >said 2>&1 || { cat said; exit 1; }
    [ "$(tail -n 1 said)" = 'Sites: contradicted: 0; both leave: 1; stayed, not proven: 1; both stay: 3' ] ||
        { cat said; exit 1; }
    grep -q 'a buffer of 34 B would do' said && grep -q 'with a size that is no constant of the source' said &&
        ! grep -q '^ .\{80\}' said || { cat said; exit 1; }
done
# The names in its debug information lead nowhere from here.
(cd build && ${CC:-cc} -g "${flags[@]}" -ffile-prefix-map="${PWD%/build}"=/usr/src/debug "${PWD%/build}/src/main.c" \
    "${PWD%/build}/src/grammar.c" -o moved) || exit 1
"$HEAPMARK" explain -p build -- build/moved >said 2>&1
[ "$(tail -n 1 said)" = 'Sites: contradicted: 0; both leave: 1; stayed, not proven: 1; both stay: 3' ] || { cat said; exit 1; }
echo 'int main(void) { return 0; }' >other.c
echo '#include <stdlib.h>
int main(void) { free(malloc(3)); return 0; }' >strange.c
${CC:-cc} -g -fno-builtin -finstrument-functions strange.c -o strange && ${CC:-cc} -g -finstrument-functions other.c -o other || exit 1
for program in ./strange build/plain; do
    "$HEAPMARK" explain -p build -- $program >said 2>err
    [ $? = 2 ] && [ "$(cat err)" = "heapmark explain: $program: no place where it made blocks is in a file of build: \
it was built from other sources, or without -g" ] || { cat err; exit 1; }
done
"$HEAPMARK" explain -p build -- ./other >said 2>err && [ ! -s err ]
# What escape says is read before the program runs: a file that is something else is refused.
for file in /nonexistent src/main.c build/compile_commands.json; do
    "$HEAPMARK" trace --escape=$file -- build/moved >said 2>&1
    [ $? -eq 2 ] && [ "$(wc -l <said)" -eq 1 ] && grep -q "^heapmark trace: $file:" said || { echo "$file"; cat said; exit 1; }
done
