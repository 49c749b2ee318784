package growth

// What is kept here outlives the call.
var kept []int

// SumBoxed appends to a slice that is kept.
func SumBoxed(count int) int {
	kept = nil
	for i := 0; i < count; i++ {
		kept = append(kept, i)
	}
	return sumOf(kept)
}

//go:noinline
func digitsBoxed(number int) {
	kept = nil
	for ; number > 0; number /= 10 {
		kept = append(kept, number%10)
	}
}

// CrossSumBoxed reads digits that were appended to a slice that is kept.
func CrossSumBoxed(number int) int {
	digitsBoxed(number)
	return sumOf(kept)
}

// MostBoxed uses a local map.
func MostBoxed(numbers []int) int {
	times := map[int]int{}
	return mostOf(times, numbers)
}
