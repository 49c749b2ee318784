# Infinite values are shown as such, with no note that more of them would help; a limit on them is judged.
for i in 1 2 3 4 5 6; do printf 'BenchmarkA 1 Inf x/op 1 y/op\nBenchmarkB 1 -inf x/op 0 y/op\n'; done >inf.txt
sed 's/Inf/5/; s/ 1 y/ Inf y/; s/ 0 y/ -Inf y/' inf.txt >new.txt
"$HEAPMARK" compare inf.txt >out 2>&1 && grep -q '^A  *+Inf ± ∞$' out && grep -q '^B  *-Inf ± ∞$' out && ! grep -q 'need >=' out || exit 1
"$HEAPMARK" compare inf.txt new.txt >out 2>&1 && ! grep -qi 'nan\|inft\|inf \?%.*inf%' out &&
    grep -q -- '-100.00% (p=0.002 n=6)' out && grep -q -- '+Inf% (p=0.002 n=6)' out && grep -q -- '-Inf (was 0)' out || { cat out; exit 1; }
"$HEAPMARK" compare --fail-if='A:y/op>+10%' inf.txt new.txt >out 2>&1
[ $? = 1 ] || exit 1
"$HEAPMARK" compare --format=csv inf.txt | grep -c '^,x/op,[AB],inf.txt,[+-]Inf,,,6,' | grep -qx 2 || exit 1
head -n 2 inf.txt | "$HEAPMARK" compare - | grep -q 'need >= 6 samples'
# What lies between them is no number, and has no sign.
printf 'BenchmarkA 1 Inf x/op\nBenchmarkA 1 -Inf x/op\n' >both.txt
"$HEAPMARK" compare both.txt both.txt >out && grep -q '^A  *NaN ± ∞ .*NaN ± ∞' out && ! grep -q -- '-nan' out || { cat out; exit 1; }
for limit in 'x/op>1e9' 'x/op<1e9' 'x/op>+10%'; do
    "$HEAPMARK" compare --alpha=1 --fail-if="$limit" inf.txt both.txt >out 2>&1
    [ $? = 2 ] && grep -q 'cannot be judged: A .*\(lies between\|not a number\)' out || { echo "$limit"; cat out; exit 1; }
done
# From a base below 0 a percentage says neither more nor less.
printf 'Unit x/op assume=exact\nBenchmarkA 1 -1 x/op\n' >low.txt && sed 's/ -1/ 1/' low.txt >high.txt
for limit in 'x/op>+10%' 'x/op<-10%'; do
    "$HEAPMARK" compare --fail-if="$limit" low.txt high.txt >out 2>&1
    [ $? = 2 ] && grep -q 'cannot be judged: A .*has a base below 0' out || { echo "$limit"; cat out; exit 1; }
done
"$HEAPMARK" compare --fail-if='x/op<+10%' low.txt low.txt >out 2>&1
