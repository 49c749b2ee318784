package links

// ListStack links the elements of its own array.
//
//go:noinline
func ListStack(from int) int {
	var array [nodes]node
	var first *node
	for i := range array {
		n := &array[i]
		*n = node{first, from + i}
		first = n
	}
	return total(first)
}

// ListPassed links the elements of an array of the caller.
//
//go:noinline
func ListPassed(array *[nodes]node, from int) int {
	var first *node
	for i := range array {
		n := &array[i]
		*n = node{first, from + i}
		first = n
	}
	return total(first)
}

// NodeStack links a node of the caller.
//
//go:noinline
func NodeStack(head, own *node, value int) int {
	*own = node{head.next, value}
	head.next = own
	sum := total(head)
	head.next = own.next
	return sum
}

// StoreStack sets a pointer by its name.
//
//go:noinline
func StoreStack(value int) int {
	var p *int
	x := value
	p = &x
	return *p
}

// TableStack puts a value into a slice that stays in the frame.
//
//go:noinline
func TableStack(value int) int {
	table := make([]int, slots)
	table[1] = value
	return table[1]
}

// MapStack puts a value into a map that stays in the frame.
//
//go:noinline
func MapStack(value int) int {
	table := map[int]int{}
	table[1] = value
	return table[1]
}
