# A program with gcc's leak sanitizer is refused, as those with the others are.
echo 'int main(void) { return 0; }' >program.c
gcc -fsanitize=leak program.c -o program 2>/dev/null || exit 77
"$HEAPMARK" run -- ./program 2>said
[ $? = 2 ] && grep -q 'built with LeakSanitizer' said || exit 1
# AddressSanitizer has that one in it, and is named alone.
for flag in -static-libasan -g; do
    ${CC:-cc} -fsanitize=address $flag program.c -o program 2>/dev/null || continue
    "$HEAPMARK" run -- ./program 2>said
    [ $? = 2 ] && grep -q 'built with AddressSanitizer' said || { cat said; exit 1; }
done
