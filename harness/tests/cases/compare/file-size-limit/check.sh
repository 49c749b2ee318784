# A limit on the size of files (ulimit -f): one line, status 2, and no half of a file; an old one of that name is gone, as on a full disk.
{
    echo 'Unit allocs/op assume=exact'
    for i in $(seq 200); do echo "BenchmarkOne/number=$i 1 $i ns/op 1 allocs/op"; done
} >in.bench
for format in text markdown json csv; do
    (ulimit -f 1 && "$HEAPMARK" compare --format=$format --out=out in.bench 2>said)
    [ $? = 2 ] && [ "$(cat said)" = 'heapmark compare: out: cannot be written: File too large' ] && [ ! -e out ] || { echo "$format"; cat said; exit 1; }
    (ulimit -f 1 && "$HEAPMARK" compare --format=$format in.bench >full 2>said)
    [ $? = 2 ] && [ "$(cat said)" = 'heapmark compare: <stdout>: cannot be written: File too large' ] || { echo "$format, stdout"; cat said; exit 1; }
done
"$HEAPMARK" compare --out=out in.bench && [ "$(grep -c '^One' out)" = 400 ]
