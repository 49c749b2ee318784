# Since Go 1.25 an explanation names the parameter of an inlined function, the plain line the constant that was
# passed: one finding. A parameter whose leak is only explained does not leak.
cat >m.txt <<'END'
./p.go:7:9: text escapes to heap in F:
./p.go:7:9:   flow: {heap} ← &{storage for text}:
./p.go:7:9:     from sink = text (assign) at ./p.go:7:9
./p.go:7:9: "literal" escapes to heap
./p.go:9:8: parameter v leaks to ~r0 for G with derefs=0:
./p.go:9:8:   flow: ~r0 ← v:
./p.go:9:8:     from return v (return) at ./p.go:9:20
END
"$HEAPMARK" read-m --all --go=1.26 m.txt >said || exit 1
cat said
grep -q '^Lines that say heap: 1$' said && grep -q '"literal" escapes to heap   \[in F\]' said &&
    grep -q 'sink = text' said && ! grep -q leaking said
