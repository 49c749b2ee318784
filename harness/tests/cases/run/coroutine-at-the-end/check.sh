# A stack is not walked beyond its end, whatever the unwind tables say of its first frame.
[ "$(uname -m)" = x86_64 ] || exit 77
for flags in -O1 '-O2 -fomit-frame-pointer' '-O1 -fno-omit-frame-pointer -fno-asynchronous-unwind-tables'; do
    # shellcheck disable=SC2086 # words
    ${CC:-cc} -g $flags "$CASE/program.c" -o program && ./program >bare || exit 77
    "$HEAPMARK" run --sites --out report -- ./program >counted || exit 1
    cmp bare counted && grep -q '^  allocs  *6 blocks' report && grep -q '^ *run .*program.c' report || { cat report; exit 1; }
done
