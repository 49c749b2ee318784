package closures

import "testing"

var (
	numbers = []int{1, 2, 3, 4, 5, 6, 7, 8}
	savings = &account{1000}
	mixed   [1000]int
)

func run(b *testing.B, boxed, stack func() int, want int) {
	for _, c := range []struct {
		name string
		op   func() int
	}{{"impl=boxed", boxed}, {"impl=stack", stack}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := c.op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

func BenchmarkClosures(b *testing.B) {
	run(b, func() int { return ThirdBoxed(100) }, func() int { return ThirdStack(100) }, 103)
}

func BenchmarkClosuresEach(b *testing.B) {
	run(b, func() int { return TotalBoxed(numbers) }, func() int { return TotalStack(numbers) }, 36)
}

func BenchmarkClosuresMethod(b *testing.B) {
	run(b, func() int { return BalanceBoxed(savings) }, func() int { return BalanceStack(savings) }, 1000)
}

// sorted mixes the numbers 0 to 999, sorts them and counts those at their place.
func sorted(sort func([]int)) int {
	for i := range mixed {
		mixed[i] = i * 617 % len(mixed)
	}
	sort(mixed[:])
	atPlace := 0
	for i, number := range mixed {
		if i == number {
			atPlace++
		}
	}
	return atPlace
}

func BenchmarkClosuresSort(b *testing.B) {
	run(b, func() int { return sorted(SortBoxed) }, func() int { return sorted(SortStack) }, 1000)
}
