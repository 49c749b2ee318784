# No call in a loop is said to stay whose older block is in use when it runs again; the one that needs one block is.
[ -x "${HEAPMARK%/*}/heapmark-escape" ] || exit 77
"$HEAPMARK" escape --sites --no-o2 "$CASE/older.c" >said || exit 1
status=0
while IFS=: read -r line text; do
    case $text in
    *"// OLDER") want='escapes to heap: outlives the loop iteration' ;;
    *) want='does not escape' ;;
    esac
    grep -q "older.c:$line:[0-9]*: make.*$want" said || { echo "line $line: not \"$want\""; status=1; }
done < <(grep -nE '// (OLDER|ONE)$' "$CASE/older.c")
[ $status = 0 ] || cat said
exit $status
