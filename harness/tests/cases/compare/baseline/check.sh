# A baseline is written of whole runs and of numbers alone, and it is said when it holds.
h() { "$HEAPMARK" compare "$@" 2>&1; }
printf 'BenchmarkA 9 1 ns/op 3 allocs/op\nBenchmarkB 9 1 ns/op 1 allocs/op\nBenchmarkC 9 NaN allocs/op Inf B/op\n' >whole.txt
printf 'BenchmarkA 9 1 ns/op 2 allocs/op\nBenchmarkB \t' >cut.txt
h --save=kept.json cut.txt >out
[ $? = 2 ] && grep -q 'kept.json: not written: results are missing' out && [ ! -e kept.json ] || { cat out; exit 1; }
h --save=kept.json whole.txt >out && ! grep -q '"C"' kept.json || { cat out kept.json; exit 1; }
h --baseline=kept.json whole.txt | grep -qx 'baseline kept.json: nothing is worse: 2 as before' || exit 1
cp kept.json before.json
h --baseline=kept.json --save=kept.json cut.txt >out
[ $? = 2 ] && cmp -s kept.json before.json && ! grep -q 'nothing is worse' out || { cat out; exit 1; }
sed 's/ 1 alloc/ NaN alloc/' whole.txt >nan.txt
h --baseline=kept.json nan.txt >out
[ $? = 2 ] && grep -q 'cannot be judged: B was not measured' out || { cat out; exit 1; }
sed 's/ 3 alloc/ 2 alloc/; s/BenchmarkC/BenchmarkD/; s/NaN/5/' whole.txt >new.txt
h --baseline=kept.json --save=kept.json new.txt >out && grep -qx 'baseline kept.json: nothing is worse: 1 as before, 1 better, 1 new' out &&
    h --baseline=kept.json new.txt | grep -qx 'baseline kept.json: nothing is worse: 3 as before'
