module heapmark.example/the_seed

go 1.19
