package links

const nodes, slots = 8, 4

type node struct {
	next  *node
	value int
}

//go:noinline
func total(n *node) int {
	sum := 0
	for ; n != nil; n = n.next {
		sum += n.value
	}
	return sum
}

// ListBoxed makes a node for each of eight numbers.
//
//go:noinline
func ListBoxed(from int) int {
	var first *node
	for i := 0; i < nodes; i++ {
		first = &node{first, from + i}
	}
	return total(first)
}

// NodeBoxed links a node of its own into a list that may live longer.
//
//go:noinline
func NodeBoxed(head *node, value int) int {
	own := node{head.next, value}
	head.next = &own
	sum := total(head)
	head.next = own.next
	return sum
}

// StoreBoxed sets a pointer through its address.
//
//go:noinline
func StoreBoxed(value int) int {
	var p *int
	pp := &p
	x := value
	*pp = &x
	return *p
}

// TableBoxed puts an address into a slice that stays in the frame.
//
//go:noinline
func TableBoxed(value int) int {
	table := make([]*int, slots)
	x := value
	table[1] = &x
	return *table[1]
}

// MapBoxed puts an address into a map that stays in the frame.
//
//go:noinline
func MapBoxed(value int) int {
	table := map[int]*int{}
	x := value
	table[1] = &x
	return *table[1]
}
