# Another file has the name of the library, and one that of the program, when the program ends. The functions of the
# old program are named, those of the old library have an address in it, and none has a name of the new files.
cc="${CC:-cc} -g -O1"
$cc -fPIC -shared -o library.so "$CASE/library.c" && $cc -fPIC -shared -DOTHER -o other.so "$CASE/library.c" &&
    $cc -o program "$CASE/program.c" -ldl && $cc -shared -fPIC -o new "$CASE/library.c" || exit 1
at=$(nm library.so | sed -n 's/^0*\([0-9a-f]*\) T make$/\1/p')
"$HEAPMARK" run --sites=all --out report -- ./program ./library.so other.so new || exit 1
cat report
grep -q ' own .*program.c:' report && grep -q ' main .*program.c:' report || exit 1
! grep -q ' other \| make ' report && grep -q "?? .*library.so+0x${at%??}" report
