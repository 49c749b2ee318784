# Blocks that the allocator requests of itself are not the program's, and end nothing.
${CC:-cc} -O1 -shared -fPIC -fno-builtin "$CASE/allocator.c" -o liballocator.so &&
    ${CC:-cc} -O1 -fno-builtin "$CASE/program.c" -Wl,--no-as-needed ./liballocator.so -o program || exit 1
[ "$("$HEAPMARK" run --out report -- ./program)" = end ] && grep -q '^  allocs  *3 blocks' report &&
    [ "$("$HEAPMARK" run --sites --out report -- ./program)" = end ] && grep -q '^  allocs  *3 blocks' report
