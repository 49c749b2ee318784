# In a sandbox /proc may be that of other processes, another one for children, or missing.
bwrap --unshare-all --bind / / true 2>/dev/null || exit 77
bwrap --unshare-all --bind / / "$HEAPMARK" run --out report -- ls / >said && grep -q '^  allocs  *[1-9]' report || exit 1
"$HEAPMARK" run --children --out report -- bwrap --unshare-all --bind / / --proc /proc sh -c 'ls /; true' >said &&
    grep -q '^not counted: 1 process: a fork could not open' report || { cat report; exit 1; }
bwrap --unshare-all --bind / / --tmpfs /proc "$HEAPMARK" run -- ls / >said 2>report
[ $? = 2 ] && [ "$(wc -l <report)" = 1 ] && grep -q '/proc is not mounted' report
