module heapmark/demos/set_c_1

go 1.19

require github.com/gomodule/redigo v1.8.9
