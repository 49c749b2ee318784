package growth

// SumPresized appends to a slice with room for all numbers.
func SumPresized(count int) int {
	numbers := make([]int, 0, count)
	for i := 0; i < count; i++ {
		numbers = append(numbers, i)
	}
	return sumOf(numbers)
}

// MostPresized uses a local map with a hint.
func MostPresized(numbers []int) int {
	times := make(map[int]int, 100)
	return mostOf(times, numbers)
}
