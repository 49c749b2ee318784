module heapmark.example/reuse

go 1.19
