# A folder with a blank or a colon in its name holds the tool, the program and the temporary files.
prefix=${HEAPMARK%/bin/heapmark}
[ -d "$prefix/lib/heapmark/valgrind" ] || exit 77
for name in 'a b' a:b; do
    mkdir -p "$name/bin" "$name/lib/heapmark" && cp "$HEAPMARK" "$name/bin" && cp -r "$prefix/lib/heapmark/valgrind" "$name/lib/heapmark"
    printf '#include <stdlib.h>\nint main(void) { char *volatile p = malloc(9); free(p); return 3; }\n' >"$name/program.c"
    ${CC:-cc} -gdwarf-4 -O0 "$name/program.c" -o "$name/program" || exit 1
    TMPDIR=$PWD/$name "$name/bin/heapmark" trace --any --quiet "$name/program" >report 2>said
    grep -q 'program.c:2:.*not seen to escape' report && ! grep 'LD_PRELOAD' said || { cat report said; exit 1; }
done
