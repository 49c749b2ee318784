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
    h --baseline=kept.json new.txt | grep -qx 'baseline kept.json: nothing is worse: 3 as before' || exit 1
# Names that are no UTF-8, or that XML cannot hold, are found again and reported.
printf 'BenchmarkA\xff\xef\xbf\xbe 9 1 allocs/op 2 x\xff\nUnit x\xff assume=exact\n' >bytes.txt
h --save=bytes.json bytes.txt >out && h --baseline=bytes.json bytes.txt | grep -q 'nothing is worse: 2 as before' || exit 1
h --fail-if='allocs/op>0' --baseline=bytes.json --format=junit --out=junit.xml bytes.txt >out
[ $? = 1 ] && grep -q 'name="A? allocs/op"' junit.xml || { cat -v junit.xml; exit 1; }
command -v xmllint >/dev/null || exit 0
xmllint --noout junit.xml
