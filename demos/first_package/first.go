// Package first is the package of docs/tutorial-go.md: three small functions about which the compiler says a lot.
package first

// A Logger writes its arguments somewhere.
type Logger interface {
	Log(args ...interface{})
}

// Start logs two constants.
func Start(l Logger) {
	l.Log("start", 1)
}

// Report logs a name that is known only when the program runs.
func Report(l Logger, name string) {
	l.Log("report", name)
}

// Sum adds the numbers below n. It keeps them in a slice, which it does not return.
func Sum(n int) int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	sum := 0
	for _, number := range numbers {
		sum += number
	}
	return sum
}
