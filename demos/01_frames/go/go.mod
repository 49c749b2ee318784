module heapmark.example/frames

go 1.19
