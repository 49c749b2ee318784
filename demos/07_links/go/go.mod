module heapmark.example/links

go 1.19
