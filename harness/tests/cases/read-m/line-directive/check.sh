# A directive //line gives a file any name and takes the columns away. That says nothing about the version of Go.
printf '%s\n' './a.go:3:36: 7 escapes to heap' 'gram.y:40: moved to heap: n' 'page.qtpl:3: v escapes to heap' >m.txt
"$HEAPMARK" read-m m.txt >said || exit 1
cat said
grep -q '^Go: not said$' said && grep -q '^page.qtpl:3: v escapes to heap' said || exit 1
printf '%s\n' 'page.qtpl:3: v escapes to heap in F:' 'page.qtpl:3:   flow: {heap} ← &{storage for v}:' \
    'page.qtpl:3:     from sink = v (assign) at page.qtpl:3' 'page.qtpl:3: v escapes to heap' >m.txt
"$HEAPMARK" read-m m.txt >said || exit 1
cat said
grep -q 'go1.25 or newer' said && grep -q 'stored where it outlives the function: sink = v' said
