# The events of `go test -json` are read as the text that they carry, also where packages alternate; a failure is one too.
event() { printf '{"Time":"2026-01-02T03:04:05Z","Action":"%s","Package":"%s"%s}\n' "$1" "$2" "${3:+,\"Output\":\"$3\"}"; }
{
    echo 'go: downloading ex.org/x v1.0.0'
    for p in a b; do event start $p; event output $p "pkg: $p\\n"; done
    for p in a b a b; do event output $p 'BenchmarkOne-2   \t'; event run x; event output a ''; event output $p '  100\t 20 ns/op\t 1 allocs/op\n'; done
    for p in a b; do event output $p 'PASS\n'; event pass $p; done
} >ok.json
"$HEAPMARK" compare --fail-if='allocs/op>1' ok.json >out 2>&1 || { cat out; exit 1; }
[ "$(grep -c '^One-2 ' out)" = 4 ] && grep -q '^pkg: b' out || { cat out; exit 1; }
"$HEAPMARK" compare --by=pkg ok.json | grep -q '^One-2.*20.00n.*20.00n' || exit 1
{ cat ok.json; event output c 'pkg: c\n'; event output c 'panic: boom\n'; event output c 'FAIL\tc\t0.1s\n'; event fail c; } >bad.json
"$HEAPMARK" compare bad.json >out 2>&1
[ $? = 2 ] && [ "$(grep -c 'the run ended early' out)" = 1 ] && grep -q 'bad.json:27: .*panic: boom' out || { cat out; exit 1; }
head -c 500 ok.json >cut.json
"$HEAPMARK" compare cut.json >out 2>&1
[ $? = 2 ] && grep -q 'cut.json:.*expected an event of `go test -json`' out || { cat out; exit 1; }
head -n -1 ok.json >killed.json
"$HEAPMARK" compare killed.json >out 2>&1
[ $? = 2 ] && grep -q "killed.json:.*no event (pass, fail or skip) ends package 'b'" out || { cat out; exit 1; }
printf '{"ImportPath":"p/c","Action":"build-fail"}\n' | cat ok.json - >unbuilt.json
"$HEAPMARK" compare unbuilt.json >out 2>&1
[ $? = 2 ] && grep -q 'the run ended early' out || { cat out; exit 1; }
