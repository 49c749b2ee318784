package growth

//go:noinline
func sumOf(numbers []int) int {
	sum := 0
	for _, number := range numbers {
		sum += number
	}
	return sum
}

//go:noinline
func mostOf(times map[int]int, numbers []int) int {
	most := 0
	for _, number := range numbers {
		times[number]++
		if times[number] > most {
			most = times[number]
		}
	}
	return most
}

// SumStack appends to a local slice: since Go 1.25, its first 32 bytes are in the frame.
func SumStack(count int) int {
	var numbers []int
	for i := 0; i < count; i++ {
		numbers = append(numbers, i)
	}
	return sumOf(numbers)
}

//go:noinline
func digitsStack(number int) []int {
	var digits []int
	for ; number > 0; number /= 10 {
		digits = append(digits, number%10)
	}
	return digits
}

// CrossSumStack reads digits that were returned: since Go 1.26 they grow in the frame first.
func CrossSumStack(number int) int {
	return sumOf(digitsStack(number))
}

const mapMost = 256

type entry struct{ number, times int }

// MostStack uses a table with open addressing in its frame.
func MostStack(numbers []int) int {
	var table [mapMost]entry
	most := 0
	for _, number := range numbers {
		at := number % mapMost
		for table[at].times > 0 && table[at].number != number {
			at = (at + 1) % mapMost
		}
		table[at].number = number
		table[at].times++
		if table[at].times > most {
			most = table[at].times
		}
	}
	return most
}
