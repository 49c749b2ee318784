module heapmark/demos/quadrants

go 1.19
