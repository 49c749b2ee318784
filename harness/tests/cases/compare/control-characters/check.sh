# Names, keys, units and labels that a terminal would obey, or that would break a line, are shown as text.
printf 'note: \033[2Jx\nBenchmarkA\033[31m 1 2 ns/op 5 x\033[0m/op\nBenchmarkA\033[31m 1 2 ns/op\n' >in.txt
label=$(printf 'new\nend\033ed')
for format in text markdown; do
    "$HEAPMARK" compare --format=$format --fail-if='A:ns/op>1' in.txt "$label=in.txt" >out 2>&1
    [ $? = 1 ] && ! LC_ALL=C grep -q "$(printf '\033')" out && ! grep -q '^end' out && grep -q 'A?.*\[31m' out || { cat -v out; exit 1; }
done
"$HEAPMARK" compare "$label" 2>out
[ $? = 2 ] && [ "$(wc -l <out)" = 1 ] && grep -q 'new?end?ed: cannot be opened' out || { cat -v out; exit 1; }
# Nor are marks that turn the direction of the rest of a line, or end it.
printf 'BenchmarkA\u202eB\u2066C\u200fD 1 2 ns/op\n' >turned.txt
for format in text markdown; do
    "$HEAPMARK" compare --format=$format turned.txt | grep -q 'A?B?C?D' || exit 1
done
# JSON holds UTF-8 alone: a key that is not loses its byte, not its value.
printf 'k\xff: a\nBenchmarkA 1 2 ns/op\n' >bytes.txt
"$HEAPMARK" compare --format=json bytes.txt | grep -q '"k?": "a"'
