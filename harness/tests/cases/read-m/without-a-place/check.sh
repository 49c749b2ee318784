# What the compiler makes itself (#next of a range over a function) has no place of its own: it is where its
# explanation points to. The body of such a range is no function of its own.
cat >m.txt <<'END'
./r.go:6:6: cannot inline Has: marked go:noinline
./r.go:7:2: can inline Has-range1 with cost 35 as: func(int) bool { return true }
./r.go:20:6: cannot inline Two: marked go:noinline
./r.go:21:2: can inline Two-range1 with cost 35 as: func(int) bool { return true }
<unknown line number>: #next escapes to heap:
<unknown line number>:   flow: {storage for func literal} = &#next:
<unknown line number>:     from #next (captured by a closure) at ./r.go:9:4
<unknown line number>: #next escapes to heap:
<unknown line number>:   flow: {storage for func literal} = &#next:
<unknown line number>:     from #next (captured by a closure) at ./r.go:23:4
moved to heap: #next
moved to heap: #next
./r.go:10:3: x escapes to heap
END
"$HEAPMARK" read-m m.txt >said || exit 1
cat said
grep -q '^./r.go:9:4: moved to heap: #next   \[in Has\]$' said &&
    grep -q '^./r.go:23:4: moved to heap: #next   \[in Two\]$' said && grep -q '^./r.go:10:3: .*\[in Has\]$' said
