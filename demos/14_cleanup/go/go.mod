module heapmark.example/cleanup

go 1.19
