module heapmark.example/formatting

go 1.19
