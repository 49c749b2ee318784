# Names with a newline, and of 64 KiB: one line of error, one line of report, and the right source line.
printf '#include <stdlib.h>\nvoid *volatile keep;\nint main(void) { keep = malloc(9); return 4; }\n' >program.c
name=$(printf 'new\nline/dir\\x') && mkdir -p "$name" && ${CC:-cc} -g program.c -o "$name/program" || exit 1
"$HEAPMARK" run --sites --out report -- "$name/program" "$name"
[ $? = 4 ] && grep -q ' main .*program.c:3$' report && [ "$(grep -c '^line' report)" = 0 ] || { cat report; exit 1; }
long=$(head -c 65536 /dev/zero | tr '\0' a)
for bad in "$long" "./$long" "$name/none" "$name"; do
    "$HEAPMARK" run -- "$bad" 2>said
    [ $? = 2 ] && [ "$(wc -l <said)" = 1 ] && grep -q -e 'too long$' -e 'No such file' -e 'is a directory' said || { cut -c1-99 said; exit 1; }
    "$HEAPMARK" run --out "$bad/" -- true 2>said
    [ $? = 2 ] && [ "$(wc -l <said)" = 1 ] || { cut -c1-99 said; exit 1; }
done
# A library in a deep folder: its path alone has 700 characters.
part=$(printf '%0230d' 0)
mkdir -p "$part/$part/$part" && printf '#include <stdlib.h>\nvoid *volatile kept;\nvoid deep(void) { kept = malloc(9); }\n' >library.c &&
    ${CC:-cc} -g -shared -fPIC library.c -o "$part/$part/$part/libdeep.so" &&
    printf 'void deep(void);\nint main(void) { deep(); return 0; }\n' >user.c &&
    ${CC:-cc} -g user.c -o user "$PWD/$part/$part/$part/libdeep.so" || exit 1
"$HEAPMARK" run --sites --out report -- ./user && grep -q ' deep .*library.c:3$' report || { cut -c1-99 report; exit 1; }
