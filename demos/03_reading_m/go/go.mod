module heapmark.example/reading_m

go 1.19
