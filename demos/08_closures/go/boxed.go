package closures

import "sort"

//go:noinline
func newCounter(start int) func() int {
	last := start
	return func() int {
		last++
		return last
	}
}

// ThirdBoxed asks a closure that outlives the function which made it.
func ThirdBoxed(start int) int {
	next := newCounter(start)
	next()
	next()
	return next()
}

// A variable, so that the compiler does not know which function is called.
var visitAll = each

// TotalBoxed passes its closure to a function that the compiler does not know.
func TotalBoxed(numbers []int) int {
	sum := 0
	visitAll(numbers, func(number int) { sum += number })
	return sum
}

type account struct{ balance int }

//go:noinline
func (a *account) get() int { return a.balance }

var stored func() int

// BalanceBoxed stores a method value where it outlives the call.
func BalanceBoxed(a *account) int {
	stored = a.get
	return stored()
}

// SortBoxed sorts by a callback that compares two indices.
func SortBoxed(numbers []int) {
	sort.Slice(numbers, func(i, j int) bool { return numbers[i] < numbers[j] })
}
