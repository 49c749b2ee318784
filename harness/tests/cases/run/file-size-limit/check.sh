# A limit on the size of files (ulimit -f): the program is counted, meets the same limit and ends as ever; or one line says why not.
(ulimit -f 8192 && "$HEAPMARK" run --out report -- bash -c 'ulimit -f; exit 3' >said)
[ $? = 3 ] && [ "$(cat said)" = 8192 ] && grep -q '^  allocs  *[1-9]' report || { echo counted; exit 1; }
for option in --top=1 --children; do # these need more, which only root may ask for
    (ulimit -f 1 && "$HEAPMARK" run $option --out report -- sh -c 'exit 3' 2>said)
    case $? in
    3) [ ! -s said ] ;;
    2) [ "$(cat said)" = 'heapmark run: no memory file for the counts: File too large (ulimit -f)' ] ;;
    *) false ;;
    esac || { echo "$option"; cat said; exit 1; }
done
# A report that is longer than the limit does not change how the program ends.
head -c 8388608 /dev/zero >full
(ulimit -f 8192 && "$HEAPMARK" run -- sh -c 'exit 3' 2>>full)
[ $? = 3 ] || { echo report; exit 1; }
