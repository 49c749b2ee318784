# Infinite values are shown as such, with no note that more of them would help; a limit on them is judged.
for i in 1 2 3 4 5 6; do printf 'BenchmarkA 1 Inf x/op 1 y/op\nBenchmarkB 1 -inf x/op 0 y/op\n'; done >inf.txt
sed 's/Inf/5/; s/ 1 y/ Inf y/; s/ 0 y/ -Inf y/' inf.txt >new.txt
"$HEAPMARK" compare inf.txt >out 2>&1 && grep -q '^A  *+Inf ± ∞$' out && grep -q '^B  *-Inf ± ∞$' out && ! grep -q 'need >=' out || exit 1
"$HEAPMARK" compare inf.txt new.txt >out 2>&1 && ! grep -qi 'nan\|inft\|inf \?%.*inf%' out &&
    grep -q -- '-100.00% (p=0.002 n=6)' out && grep -q -- '+Inf% (p=0.002 n=6)' out && grep -q -- '-Inf (was 0)' out || { cat out; exit 1; }
"$HEAPMARK" compare --fail-if='A:y/op>+10%' inf.txt new.txt >out 2>&1
[ $? = 1 ] || exit 1
head -n 2 inf.txt | "$HEAPMARK" compare - | grep -q 'need >= 6 samples'
