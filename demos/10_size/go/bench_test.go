package size

import "testing"

var (
	numbers  = []int{30, 10, 40, 20, 50}
	large    = []int{0, largeValue, 7, largeValue, 0, 1}
	larger   = []int{0, largerValue, 7, largerValue, 0, 1}
	aPage    page
	theFives = 5
)

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

func BenchmarkSize(b *testing.B) {
	run(b, 30, impl{"boxed", func() int { return MedianBoxed(numbers[:theFives-1]) }},
		impl{"stack", func() int { return MedianStack(numbers[:theFives-1]) }})
}

func BenchmarkSizeFive(b *testing.B) {
	run(b, 30, impl{"boxed", func() int { return MedianBoxed(numbers[:theFives]) }},
		impl{"stack", func() int { return MedianStack(numbers[:theFives]) }})
}

func BenchmarkSizeLarge(b *testing.B) {
	run(b, 4, impl{"boxed", func() int { return DistinctBoxed(large) }},
		impl{"stack", func() int { return DistinctStack(large) }})
}

func BenchmarkSizeLarger(b *testing.B) {
	run(b, 4, impl{"boxed", func() int { return DistinctLargerBoxed(larger) }},
		impl{"stack", func() int { return DistinctLargerStack(larger) }})
}

func BenchmarkSizeValue(b *testing.B) {
	for i := range aPage {
		aPage[i] = byte(i % 2)
	}
	run(b, 2048, impl{"boxed", func() int { return WeightBoxed(&aPage) }},
		impl{"copy", func() int { return WeightCopy(&aPage) }},
		impl{"stack", func() int { return WeightStack(&aPage) }})
}
