# Text is no wider than the terminal: variants side by side, else below each other, else names in a line of their own.
name=EncodeManyThings/format=json/size=100k/with=a-very-long-value-of-a-parameter
printf "Benchmark$name 1 100 ns/op 3 allocs/op\nBenchmarkMiddle/n=10 1 1 ns/op\n" >a.txt
printf "Benchmark$name 1 120 ns/op 4 allocs/op\nBenchmarkMiddle/n=10 1 1 ns/op\n" >b.txt
widest() { wc -L <out; }
unset COLUMNS
"$HEAPMARK" compare a.txt b.txt >out || exit 1
[ "$(widest)" -le 80 ] && grep -qx "$name" out && grep -q '^   b.txt  120.0n' out && grep -q '^   b.txt .*+9.54%$' out || { cat out; exit 1; }
COLUMNS=48 "$HEAPMARK" compare --filter=-.name:/Enc/ a.txt b.txt >out
[ "$(widest)" -le 48 ] && grep -q '^   b.txt  1.000n' out || { cat out; exit 1; }
COLUMNS=60 "$HEAPMARK" compare --filter=-.name:/Enc/ a.txt b.txt >out
[ "$(widest)" -le 60 ] && grep -q '^             b.txt  1.000n' out || { cat out; exit 1; }
COLUMNS=160 "$HEAPMARK" compare a.txt b.txt >out
grep -q "^$name .*100.0n .*120.0n " out || { cat out; exit 1; }
COLUMNS=160 "$HEAPMARK" compare --out=out a.txt b.txt && [ "$(widest)" -le 80 ]
