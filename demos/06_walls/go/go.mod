module heapmark.example/walls

go 1.19
