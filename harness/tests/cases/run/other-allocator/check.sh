# An allocator under a name of its own is named.
printf 'static char heap[99];\nvoid *mi_malloc(void) { return heap; }\nint main(void) { return mi_malloc() == 0; }\n' >program.c
${CC:-cc} program.c -o program && "$HEAPMARK" run --out report -- ./program 2>said && grep -q 'has mi_malloc: what that serves is not counted' said
