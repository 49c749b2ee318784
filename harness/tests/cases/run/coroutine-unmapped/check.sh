# Frame pointers of a coroutine may lead into the stack of another one, which may be unmapped: nothing is read there.
# Both stacks lie side by side, in one mapping for the kernel.
for flags in '' -fomit-frame-pointer '-fno-asynchronous-unwind-tables -fno-unwind-tables'; do
    # shellcheck disable=SC2086 # words
    ${CC:-cc} -g -O1 -fno-omit-frame-pointer -fno-inline $flags "$CASE/program.c" -o program || exit 77
    ./program >bare || exit 77
    "$HEAPMARK" run --sites --out report -- ./program >counted || exit 1
    cmp bare counted && grep -q '^ *inner .*program.c' report || { cat report; exit 1; }
    ! grep -q '^ *outer .*program.c' report || { echo "$flags: outer did not request anything"; cat report; exit 1; }
    # Two stacks of inner, each to its first frame.
    grep -A 1 '^ *inner .*program.c' report | grep within && { cat report; exit 1; }
done
exit 0
