# benchstat's -filter, -table, -row, -col and -ignore, several keys for --by, and a note where too much was put together.
h() { "$HEAPMARK" compare "$@" 2>&1; }
cat >a.txt <<'EOF'
pkg: a
BenchmarkE/format=json-8 1 10 ns/op 5 B/op
BenchmarkE/format=gob-8 1 20 ns/op 7 B/op
pkg: b
BenchmarkE/format=json-8 1 30 ns/op 5 B/op
BenchmarkE/format=xml-8 1 30 ns/op 5 B/op
EOF
h --col='/format@(json gob)' --filter='.unit:ns/op' a.txt | tr -s ' ' >out
grep -q '^sec/op json gob change$' out && grep -q '^E-8 10.00n .*20.00n' out && ! grep -q 'xml\|B/op' out || { cat out; exit 1; }
h --row=.name --table= --ignore=.fullname a.txt | grep -q '^¹ benchmarks vary in pkg$' || exit 1
h --row=.name --ignore=pkg,.fullname a.txt | grep -q 'vary' && exit 1
h --by=/format,pkg a.txt | grep -q '^  *json b  *30.00n' || exit 1
h --col=/format,pkg --table= --row=.name --format=csv a.txt | grep -q '^,sec/op,E,gob a,2' || exit 1
h -filter -pkg:b -col=/format a.txt | cmp -s - <(h --filter=-pkg:b --col=/format a.txt) || exit 1
h --filter='-pkg:/./' a.txt >out; [ $? = 2 ] && grep -q 'no result matches' out || exit 1
h --by=/format --row=.name a.txt >out; [ $? = 2 ] && grep -q 'expected --col' out || exit 1
h --filter='pkg:a' --fail-if='B/op>6' a.txt >out; [ $? = 1 ] || exit 1
h --filter='pkg:b' --fail-if='B/op>6' a.txt >out || exit 1
