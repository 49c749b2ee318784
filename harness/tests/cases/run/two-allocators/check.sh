# Two allocators in the user's LD_PRELOAD: the first one serves, as without us; each says how many calls it had.
for name in one two; do
    ${CC:-cc} -O1 -shared -fPIC -fno-builtin -DNAME="\"$name\"" "$CASE/library.c" -o lib$name.so -ldl || exit 1
done
printf '#include <stdlib.h>\nvoid *volatile keep;\nint main(void) { for (int i = 0; i < 7; i++) keep = malloc(9); free(keep); return 4; }\n' >program.c
${CC:-cc} -O1 -fno-builtin program.c -o program || exit 1
export LD_PRELOAD="$PWD/libone.so:$PWD/libtwo.so"
./program 2>bare
[ "$(wc -l <bare)" = 2 ] || exit 1
for option in --json --sites --children; do
    "$HEAPMARK" run $option --out report -- ./program 2>said
    [ $? = 4 ] && cmp bare said && grep -q -e '^  allocs  *7 blocks' -e '"allocs": 7' report || { cat report said; exit 1; }
done
