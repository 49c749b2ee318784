module heapmark.example/closures

go 1.19
