module heapmark.example/size

go 1.19
