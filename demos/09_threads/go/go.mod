module heapmark.example/threads

go 1.19
