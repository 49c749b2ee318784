module heapmark.example/example

go 1.19
