# A byte order mark and colours change nothing; UTF-16 is named in one line.
printf '\357\273\277\033[1m./a.go:3:36:\033[0m 7 escapes to heap\n' >m.txt
"$HEAPMARK" read-m m.txt >said || exit 1
cat said
grep -q '^./a.go:3:36: 7 escapes to heap$' said || exit 1
printf '\377\376.\000/\000a\000.\000g\000o\000:\0001\000\n\000' >m.txt
"$HEAPMARK" read-m m.txt >said 2>error
[ $? -eq 2 ] && cat error && grep -q '^heapmark read-m: m.txt:1: UTF-16; expected text in UTF-8$' error &&
    [ "$(wc -l <error)" -eq 1 ]
