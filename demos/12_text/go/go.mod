module heapmark.example/text

go 1.19
