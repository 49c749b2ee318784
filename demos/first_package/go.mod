module heapmark.example/first

go 1.19
