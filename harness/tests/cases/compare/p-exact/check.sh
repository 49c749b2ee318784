# p is that of all ways to split the values: never 0, the same for exchanged files, and a limit goes by it.
s() { for v in $2; do echo "BenchmarkX 1 $v MB/s"; done >"$1.txt"; }
p() { "$HEAPMARK" compare --format=csv "$1.txt" "$2.txt" | awk -F, 'END { printf "%.6f\n", $10 }'; }
check() { # A B P
    s a "$1" && s b "$2" && [ "$(p a b)" = "$3" ] && [ "$(p b a)" = "$3" ] || { echo "$1 against $2: $(p a b), $(p b a), not $3"; exit 1; }
}
check '120 120' '100 100 100' 0.200000          # 2 / C(5, 2)
check '7 7 7' '9 9 9 9 9' 0.035714              # 2 / C(8, 3)
check '1 1 1 1 1' '1 1 1 2' 0.888889            # 2 * 4 / 9
check '1 2 2' '2 2 3 3 3 3' 0.142857            # 2 * 6 / C(9, 3)
check '4912 4912 4912 4912 4930' '4912 4912 4912 4912 4912 4912 4912' 0.833333
for b in '100 100 100' '100 101 102 103 104 105 106'; do # at least 2 / C(9, 2) = 0.056
    s a '120 121' && s b "$b"
    "$HEAPMARK" compare --fail-if='MB/s<-10%' a.txt b.txt >out 2>&1
    [ $? = 2 ] && grep -q 'too few samples' out || { cat out; exit 1; }
done
s b '100 101 102 103 104 105 106 107'
"$HEAPMARK" compare --fail-if='MB/s<-10%' a.txt b.txt >out 2>&1
[ $? = 1 ] || exit 1
# Nor does it read as 0.
s a '1 2 3 4 5 6 7 8 9 10' && s b '21 22 23 24 25 26 27 28 29 30'
[ "$(p a b)" = 0.000011 ] && "$HEAPMARK" compare a.txt b.txt | grep -q '(p<0.001 n=10)'
