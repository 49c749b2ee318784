module heapmark.example/boxes

go 1.19
