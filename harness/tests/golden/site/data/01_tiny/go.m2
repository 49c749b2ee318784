source: recorded
go: go1.26.8 linux/amd64
./boxed.go:4:2: x escapes to heap in F:
./boxed.go:4:2:   flow: ~r0 ← &x:
./boxed.go:4:2: moved to heap: x
