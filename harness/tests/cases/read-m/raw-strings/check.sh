# Up to Go 1.21 the compiler prints a raw string as the source has it, over several lines.
cat >m.txt <<'END'
./u.go:5:6: can inline usage with cost 9 as: func() string { return `a
b` }
./u.go:8:7: `Usage:
  prog "file"
` + name escapes to heap:
./u.go:8:7:   flow: {heap} = &{storage for `Usage:
  prog "file"
` + name}:
./u.go:8:7:     from `Usage:
  prog "file"
` + name (spill) at ./u.go:8:7
./u.go:8:7: `Usage:
  prog "file"
` + name escapes to heap
./u.go:9:7: '`' escapes to heap
./u.go:10:2: moved to heap: x
END
"$HEAPMARK" read-m m.txt >said || exit 1
cat said
grep -q '^\./u.go:8:7: `Usage:\\n  prog "file"\\n` + name escapes to heap' said &&
    grep -q "^./u.go:9:7: '\`' escapes to heap" said && grep -q '^./u.go:10:2: moved to heap: x' said &&
    grep -q '^Lines that say heap: 3$' said
