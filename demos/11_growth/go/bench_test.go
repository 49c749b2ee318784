package growth

import "testing"

// Variables, so that the compiler does not know the values.
var hundred, year = 100, 2026

type impl struct {
	name string
	op   func() int
}

func run(b *testing.B, want int, impls ...impl) {
	for _, c := range impls {
		b.Run("impl="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := c.op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

func BenchmarkGrowth(b *testing.B) {
	run(b, 4950, impl{"boxed", func() int { return SumBoxed(hundred) }},
		impl{"stack", func() int { return SumStack(hundred) }},
		impl{"presized", func() int { return SumPresized(hundred) }})
}

func BenchmarkGrowthReturned(b *testing.B) {
	run(b, 10, impl{"boxed", func() int { return CrossSumBoxed(year) }},
		impl{"stack", func() int { return CrossSumStack(year) }})
}

// different returns so many numbers, and the first of them twice.
func different(count int) []int {
	numbers := make([]int, count+1)
	for i := 1; i <= count; i++ {
		numbers[i] = 7 * (i - 1)
	}
	return numbers
}

func BenchmarkGrowthMap(b *testing.B) {
	numbers := different(8)
	run(b, 2, impl{"boxed", func() int { return MostBoxed(numbers) }},
		impl{"stack", func() int { return MostStack(numbers) }})
}

func BenchmarkGrowthMapNine(b *testing.B) {
	numbers := different(9)
	run(b, 2, impl{"boxed", func() int { return MostBoxed(numbers) }},
		impl{"stack", func() int { return MostStack(numbers) }})
}

func BenchmarkGrowthMapHundred(b *testing.B) {
	numbers := different(100)
	run(b, 2, impl{"boxed", func() int { return MostBoxed(numbers) }},
		impl{"presized", func() int { return MostPresized(numbers) }},
		impl{"stack", func() int { return MostStack(numbers) }})
}
