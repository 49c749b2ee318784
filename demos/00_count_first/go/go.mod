module heapmark.example/count_first

go 1.19
