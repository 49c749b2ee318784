go: go1.9.7 linux/amd64
# twin
./quadrants.go:22:6: cannot inline constBoxed: marked go:noinline
./quadrants.go:27:6: cannot inline smallIntBoxed: marked go:noinline
./quadrants.go:32:6: cannot inline intBoxed: marked go:noinline
./quadrants.go:37:6: cannot inline returnedAddress: marked go:noinline
./quadrants.go:46:6: cannot inline makeFive: marked go:noinline
./quadrants.go:57:6: cannot inline makeFour: marked go:noinline
./quadrants.go:68:6: cannot inline longString: marked go:noinline
./quadrants.go:76:6: cannot inline joined: marked go:noinline
./quadrants.go:84:6: cannot inline makeChan: marked go:noinline
./quadrants.go:93:6: cannot inline newLocal: marked go:noinline
./quadrants.go:102:6: cannot inline plainLocal: marked go:noinline
./quadrants.go:22:26: 1 escapes to heap
./quadrants.go:22:26: 	from sink (assigned to top level variable) at ./quadrants.go:22:26
./quadrants.go:27:34: v escapes to heap
./quadrants.go:27:34: 	from sink (assigned to top level variable) at ./quadrants.go:27:34
./quadrants.go:32:29: v escapes to heap
./quadrants.go:32:29: 	from sink (assigned to top level variable) at ./quadrants.go:32:29
./quadrants.go:39:9: &x escapes to heap
./quadrants.go:39:9: 	from ~r1 (return) at ./quadrants.go:39:2
./quadrants.go:38:7: moved to heap: x
./quadrants.go:47:11: make([]int, n) escapes to heap
./quadrants.go:47:11: 	from make([]int, n) (too large for stack) at ./quadrants.go:47:11
./quadrants.go:58:11: make([]int, n) escapes to heap
./quadrants.go:58:11: 	from make([]int, n) (too large for stack) at ./quadrants.go:58:11
./quadrants.go:68:27: longString b does not escape
./quadrants.go:69:13: longString string(b) does not escape
./quadrants.go:76:26: joined a does not escape
./quadrants.go:76:26: joined b does not escape
./quadrants.go:77:9: joined a + b does not escape
./quadrants.go:85:11: makeChan make(chan int, 1) does not escape
./quadrants.go:94:10: newLocal new(int) does not escape
