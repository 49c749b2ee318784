go: go1.13.15 linux/amd64
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
./quadrants.go:27:34: v escapes to heap
./quadrants.go:32:29: v escapes to heap
./quadrants.go:38:2: moved to heap: x
./quadrants.go:47:11: make([]int, n) escapes to heap
./quadrants.go:58:11: make([]int, n) escapes to heap
./quadrants.go:68:17: longString b does not escape
./quadrants.go:69:13: longString string(b) does not escape
./quadrants.go:76:13: joined a does not escape
./quadrants.go:76:16: joined b does not escape
./quadrants.go:77:9: joined a + b does not escape
./quadrants.go:94:10: newLocal new(int) does not escape
