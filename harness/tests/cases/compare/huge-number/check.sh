# Numbers of any size stand there in full, in every format.
printf 'BenchmarkA 1 1e62 x/op 1e100 B/op 3e307 q\nBenchmarkB 1 -1e63 x/op 1 B/op -1e308 q\n' >big.txt
for format in text markdown; do
    "$HEAPMARK" compare --format=$format big.txt >out || exit 1
    for digits in ' [0-9]{51}\.0T' ' -[0-9]{51}\.0T' ' [0-9]{88}\.[0-9]+Ti' ' [0-9]{296}\.0T' ' -[0-9]{296}\.0T'; do
        grep -qE -- "$digits" out || { echo "no $digits"; cat out; exit 1; }
    done
done
"$HEAPMARK" compare --format=csv big.txt | grep -q ',-1e+308,' || exit 1
printf 'BenchmarkA 1 1e-300 x/op\n' >old.txt && printf 'BenchmarkA 1 1e300 x/op\n' >new.txt
"$HEAPMARK" compare --alpha=1 --format=markdown old.txt new.txt >out && grep -q '| +Inf% | p=1.000 n=1 |' out
# Exact counts that differ are shown apart, with all their digits, and so is the change.
printf 'Unit allocs/op assume=exact\nUnit B/op assume=exact\nBenchmarkA 1 12345678 allocs/op 9007199254740992 B/op 0 x/op\n' >old.txt
printf 'BenchmarkA 1 12345679 allocs/op 9007199254740991 B/op 1234567 x/op\nBenchmarkA 1 12345679 allocs/op 9007199254740989 B/op 1234567 x/op\n' >new.txt
"$HEAPMARK" compare --alpha=1 old.txt new.txt >out || exit 1
for text in '12345678  12345679  +8.1e-06% ' ' 9007199254740989 (9007199254740989..9007199254740991) ' '+1234567 (was 0) '; do
    tr -s ' ' <out | grep -qF -- "$(echo "$text" | tr -s ' ')" || { echo "no $text"; cat out; exit 1; }
done
"$HEAPMARK" compare --format=json old.txt new.txt | grep -q '"center": 9007199254740992,' || exit 1
# A range has the prefix that its value has.
printf 'Unit ns/op assume=exact\nBenchmarkA 1 5 ns/op\nBenchmarkA 1 6 ns/op\n' >range.txt
"$HEAPMARK" compare range.txt >out
grep -qF ' 5.000n (5.000n..6.000n) ' out && grep -qF 'values range from 5.000n to 6.000n' out || { cat out; exit 1; }
