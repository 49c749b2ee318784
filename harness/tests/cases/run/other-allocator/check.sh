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
${CC:-cc} program.c -s -o program && "$HEAPMARK" run --out report -- ./program 2>said && grep -q 'has runtime.mallocgc: ' said || exit 1
# The heaps of language runtimes are allocators too, unless the environment or the program makes them use malloc.
program_with() { # SYMBOL... of functions
    printf 'static char heap[99];\n' >program.c
    for name; do printf 'void *f%s(void) __asm__("%s");\nvoid *f%s(void) { return heap; }\n' "${name//\$/}" "$name" "${name//\$/}"; done >>program.c
    printf 'int main(void) { return 0; }\n' >>program.c
    ${CC:-cc} program.c -o program
}
for pair in _emalloc:_emalloc luaJIT_setmode:lj_alloc_f allocateMightFail:allocateMightFail rawAlloc__system_9:rawAlloc _d_newclass:_d_newclass \
    gc_alloc_large:gc_alloc_large 'SYSTEM_$$_SYSGETMEM$QWORD$$POINTER:SYSGETMEM' _ZN2v87Isolate8AllocateEv:'the heap of V8'; do
    program_with "${pair%:*}" && "$HEAPMARK" run --out report -- ./program 2>said || exit 1
    grep -q "has ${pair##*:}: what that serves is not counted" said || { echo "$pair"; cat said; exit 1; }
done
program_with 'SYSTEM_$$_SYSGETMEM$QWORD$$POINTER' 'CMEM_$$_CGETMEM$QWORD$$POINTER' && "$HEAPMARK" run --out report -- ./program 2>said && [ ! -s said ] || exit 1
program_with _emalloc && USE_ZEND_ALLOC=0 "$HEAPMARK" run --out report -- ./program 2>said && [ ! -s said ] || exit 1
program_with PyObject_Malloc && PYTHONMALLOC=malloc_debug "$HEAPMARK" run --out report -- ./program 2>said && [ ! -s said ] || exit 1
PYTHONMALLOC=pymalloc "$HEAPMARK" run --out report -- ./program 2>said && grep -q 'has PyObject_Malloc: ' said
