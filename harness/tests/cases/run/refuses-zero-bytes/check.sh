# The allocator logs each request with a "+": it gets those of the program, and no other.
${CC:-cc} -O1 -shared -fPIC -fno-builtin "$CASE/allocator.c" -o liballocator.so &&
    ${CC:-cc} -O1 -fno-builtin "$CASE/program.c" -Wl,--no-as-needed ./liballocator.so -o program || exit 1
./program >/dev/null 2>bare && "$HEAPMARK" run --out report -- ./program >/dev/null 2>counted && cmp bare counted
