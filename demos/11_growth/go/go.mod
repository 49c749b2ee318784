module heapmark.example/growth

go 1.19
