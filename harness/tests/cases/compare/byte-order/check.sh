# A byte order mark loses nothing; UTF-16 is named, whole or only at the end of a file, with a mark or without.
printf '\xef\xbb\xbfBenchmarkOne 1 1 allocs/op\nBenchmarkTwo 1 0 allocs/op\n' >mark.txt
"$HEAPMARK" compare --fail-if='allocs/op>0' mark.txt >out 2>&1
[ $? = 1 ] && grep -q 'One has 1 allocs/op' out || exit 1
tail -n 1 mark.txt >plain.txt
wide() { sed "s/./&\x01/g; s/\$/\x01/" plain.txt | tr '\001' '\000'; } # little end first
{ printf '\xff\xfe'; wide; } >marked.txt
wide >bare.txt
{ printf '\0'; wide | head -c -1; } >big.txt
{ cat plain.txt; wide; } >added.txt
for f in marked:1 bare:1 big:1 added:2; do
    "$HEAPMARK" compare "${f%:*}.txt" >out 2>&1
    [ $? = 2 ] && grep -q "${f%:*}.txt:${f#*:}: expected UTF-8, found UTF-16" out || { cat out; exit 1; }
done
