package size

// What is kept here outlives the call.
var kept []int

// MedianBoxed keeps its working memory.
func MedianBoxed(numbers []int) int {
	kept = make([]int, len(numbers))
	return medianIn(kept, numbers)
}

// DistinctBoxed uses a slice of 64 KiB and one byte: too large for the stack.
func DistinctBoxed(values []int) int {
	seen := make([]bool, largeValue+1)
	return distinctIn(seen, values)
}

// DistinctLargerBoxed uses a variable of 128 KiB and one byte: too large for the stack.
func DistinctLargerBoxed(values []int) int {
	var seen [largerValue + 1]bool
	return distinctIn(seen[:], values)
}

// WeightBoxed passes the address of a copy that outlives the call.
func WeightBoxed(p *page) int {
	keptPage = new(page)
	*keptPage = *p
	return weigh(keptPage)
}

var keptPage *page
