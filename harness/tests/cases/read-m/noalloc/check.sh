# A comment above a function forbids blocks in it, with every version of Go: the first line that costs one is named.
cat >a.go <<'END'
package a

//heapmark:noalloc
// hot is called for each packet.
func hot(v *int) { sink = new(int) }

func cold() { sink = new(int) }
END
cat >m.txt <<'END'
./a.go:5:6: can inline hot with cost 4 as: func(*int) { sink = new(int) }
./a.go:7:6: can inline cold with cost 4 as: func() { sink = new(int) }
./a.go:5:30: new(int) escapes to heap
./a.go:7:25: new(int) escapes to heap
END
"$HEAPMARK" read-m m.txt >said 2>error
[ $? -eq 1 ] && cat error &&
    grep -q '^heapmark read-m: ./a.go:5:30: new(int) escapes to heap, in hot, which must not cost a block' error &&
    [ "$(wc -l <error)" -eq 1 ] || exit 1
sed -i /heapmark:/d a.go
"$HEAPMARK" read-m m.txt >said
