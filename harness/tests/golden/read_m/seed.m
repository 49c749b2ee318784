./del.go:41: 1 escapes to heap
./del.go:41: 	from c.Do("SET", "C", 1) (parameter to indirect call) at ./del.go:41
