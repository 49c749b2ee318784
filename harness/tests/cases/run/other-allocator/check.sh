# An allocator under a name of its own is named.
printf 'static char heap[99];\nvoid *mi_malloc(void) { return heap; }\nint main(void) { return mi_malloc() == 0; }\n' >program.c
${CC:-cc} program.c -o program && "$HEAPMARK" run --out report -- ./program 2>said && grep -q 'has mi_malloc: what that serves is not counted' said || exit 1
# So it is if the linker kept only other functions of it, as it does for release builds of Rust.
for pair in mi_zalloc_aligned:mi_malloc _mi_page_malloc_zero:mi_malloc _rjem_mallocx:_rjem_malloc _rpmalloc_allocate:rpmalloc; do
    name=${pair%:*}
    printf 'static char heap[99];\nvoid *%s(void) { return heap; }\nint main(void) { return %s() == 0; }\n' "$name" "$name" >program.c
    ${CC:-cc} program.c -o program && "$HEAPMARK" run --out report -- ./program 2>said || exit 1
    grep -q "has ${pair#*:}: what that serves is not counted" said || { echo "$name"; cat said; exit 1; }
done
# And if the program was stripped: jemalloc and mimalloc by their messages, Go by its tables.
for pair in '<jemalloc>: :je_malloc' 'mimalloc: error: :mi_malloc'; do
    printf '#include <stdio.h>\nint main(int n, char **v) { (void)v; if (n > 9) puts("%s%%s"); return 0; }\n' "${pair%:*}" >program.c
    ${CC:-cc} program.c -s -o program && "$HEAPMARK" run --out report -- ./program 2>said || exit 1
    grep -q "has ${pair##*:}: what that serves is not counted" said || { echo "$pair"; cat said; exit 1; }
done
printf 'int main(void) { return 0; }\n' >program.c
${CC:-cc} program.c -s -o program && "$HEAPMARK" run --out report -- ./program 2>said && [ ! -s said ] || exit 1
printf '__attribute__((section(".gopclntab"))) const int table = 1;\nint main(void) { return 0; }\n' >program.c
${CC:-cc} program.c -s -o program && "$HEAPMARK" run --out report -- ./program 2>said && grep -q 'has runtime.mallocgc: ' said
