# With little address space (ulimit -v) everything is counted that can be, and the reason is given for what cannot.
for limit in 40000 100000; do
    (ulimit -v $limit && "$HEAPMARK" run --out report -- ls / >said) && grep -q '^  allocs  *[1-9]' report || { echo $limit; exit 1; }
    (ulimit -v $limit && "$HEAPMARK" run --sites --out report -- ls / >said) && grep -q '^  allocs  *[1-9]' report &&
        grep -q '^  sites: not known: no address space' report || { echo "$limit sites"; exit 1; }
done
# libdw ends the process in which its memory ends; somewhere in between it has enough.
for limit in $(seq 130000 10000 200000); do
    (ulimit -v "$limit" && "$HEAPMARK" run --sites --out report -- sh -c 'exit 5' 2>said)
    [ $? = 5 ] && grep -q '^  allocs  *[1-9]' report && grep -q '^  sites:' report || { echo "$limit names"; exit 1; }
done
