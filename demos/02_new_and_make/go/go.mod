module heapmark.example/new_and_make

go 1.19
