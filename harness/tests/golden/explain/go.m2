go: go1.26.8 linux/amd64
# heapmark/demos/quadrants
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
./quadrants.go:22:28: 1 escapes to heap in constBoxed:
./quadrants.go:22:28:   flow: {heap} ← &{storage for 1}:
./quadrants.go:22:28:     from 1 (spill) at ./quadrants.go:22:28
./quadrants.go:22:28:     from sink = 1 (assign) at ./quadrants.go:22:26
./quadrants.go:22:28: 1 escapes to heap
./quadrants.go:27:36: v escapes to heap in smallIntBoxed:
./quadrants.go:27:36:   flow: {heap} ← &{storage for v}:
./quadrants.go:27:36:     from v (spill) at ./quadrants.go:27:36
./quadrants.go:27:36:     from sink = v (assign) at ./quadrants.go:27:34
./quadrants.go:27:36: v escapes to heap
./quadrants.go:32:31: v escapes to heap in intBoxed:
./quadrants.go:32:31:   flow: {heap} ← &{storage for v}:
./quadrants.go:32:31:     from v (spill) at ./quadrants.go:32:31
./quadrants.go:32:31:     from sink = v (assign) at ./quadrants.go:32:29
./quadrants.go:32:31: v escapes to heap
./quadrants.go:38:2: x escapes to heap in returnedAddress:
./quadrants.go:38:2:   flow: ~r0 ← &x:
./quadrants.go:38:2:     from &x (address-of) at ./quadrants.go:39:9
./quadrants.go:38:2:     from return &x (return) at ./quadrants.go:39:2
./quadrants.go:38:2: moved to heap: x
./quadrants.go:47:11: make([]int, n) does not escape
./quadrants.go:58:11: make([]int, n) does not escape
./quadrants.go:68:17: b does not escape
./quadrants.go:69:14: string(b) does not escape
./quadrants.go:76:13: a does not escape
./quadrants.go:76:16: b does not escape
./quadrants.go:77:9: a + b does not escape
./quadrants.go:94:10: new(int) does not escape
./rungs.go:33:6: cannot inline boxedSmallInt: marked go:noinline
./rungs.go:34:16: ... argument escapes to heap
./rungs.go:34:24: "C" escapes to heap
./rungs.go:34:29: value escapes to heap
