# A stack that is remembered is compared word by word from the inside: the words further out may be gone.
for flags in -O1 '-O1 -fno-omit-frame-pointer'; do
    # shellcheck disable=SC2086 # words
    ${CC:-cc} -g $flags -fno-optimize-sibling-calls "$CASE/program.c" -o program && ./program >bare || exit 77
    "$HEAPMARK" run --sites --out report -- ./program >counted || exit 1
    cmp bare counted && grep -q '^  allocs  *10 blocks' report || { cat report; exit 1; }
done
