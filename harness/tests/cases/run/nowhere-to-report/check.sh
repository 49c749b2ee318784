# No room for the report, no stderr, no reader: the exit status is the program's, and one line says why if it can.
"$HEAPMARK" run --out /dev/full -- sh -c 'exit 3' 2>said
[ $? = 3 ] && [ "$(cat said)" = 'heapmark run: /dev/full: report not written: No space left on device' ] || exit 1
for option in --sites --children; do
    "$HEAPMARK" run $option -- sh -c 'echo made it; exit 3' 2>&- >said
    [ $? = 3 ] && [ "$(cat said)" = 'made it' ] || { echo "closed, $option"; exit 1; }
    { "$HEAPMARK" run $option -- sh -c 'exit 3' 2>&1; echo $? >status; } | true
    [ "$(cat status)" = 3 ] || { echo "no reader, $option"; exit 1; }
done
