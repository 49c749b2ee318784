package closures

// ThirdStack keeps the closure in the function that made it.
func ThirdStack(start int) int {
	last := start
	next := func() int {
		last++
		return last
	}
	next()
	next()
	return next()
}

//go:noinline
func each(numbers []int, visit func(int)) {
	for _, number := range numbers {
		visit(number)
	}
}

// TotalStack passes its closure to a function that is known to keep nothing.
func TotalStack(numbers []int) int {
	sum := 0
	each(numbers, func(number int) { sum += number })
	return sum
}

// BalanceStack stores a method value in its own frame.
func BalanceStack(a *account) int {
	bound := a.get
	return bound()
}

// SortStack is a heap sort: slices.Sort is newer than Go 1.19, and counts the same.
func SortStack(numbers []int) {
	for i := len(numbers)/2 - 1; i >= 0; i-- {
		siftDown(numbers, i)
	}
	for end := len(numbers) - 1; end > 0; end-- {
		numbers[0], numbers[end] = numbers[end], numbers[0]
		siftDown(numbers[:end], 0)
	}
}

func siftDown(heap []int, at int) {
	for child := 2*at + 1; child < len(heap); child = 2*at + 1 {
		if child+1 < len(heap) && heap[child] < heap[child+1] {
			child++
		}
		if heap[child] <= heap[at] {
			return
		}
		heap[at], heap[child] = heap[child], heap[at]
		at = child
	}
}
