go: go1.26.8 linux/amd64
./del.go:11:15: ... argument escapes to heap
./del.go:11:23: "C" escapes to heap
./del.go:11:28: 1 escapes to heap
