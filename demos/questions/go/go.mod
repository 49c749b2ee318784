module heapmark/demos/questions

go 1.19
