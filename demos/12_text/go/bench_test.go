package text

import "testing"

type form struct {
	impl string
	op   func() int
}

func run(b *testing.B, want int, forms ...form) {
	for _, f := range forms {
		b.Run("impl="+f.impl, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := f.op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

var (
	key   = []byte(knownKeys[0])
	other = []byte(knownKeys[2])
)

func BenchmarkText(b *testing.B) {
	run(b, 1,
		form{"boxed", func() int { return SameBoxed(key) }},
		form{"stack", func() int { return SameStack(key) }})
}

func BenchmarkTextLookup(b *testing.B) {
	run(b, 2,
		form{"boxed", func() int { return LookupBoxed(other) }},
		form{"stack", func() int { return LookupStack(other) }})
}

func BenchmarkTextBytes(b *testing.B) {
	run(b, 4258,
		form{"boxed", func() int { return SumBoxed(knownKeys[0]) }},
		form{"stack", func() int { return SumStack(knownKeys[0]) }})
}

func BenchmarkTextConcat(b *testing.B) {
	run(b, times,
		form{"boxed", func() int { return ConcatBoxed("x") }},
		form{"builder", func() int { return ConcatBuilder("x") }},
		form{"presized", func() int { return ConcatPresized("x") }},
		form{"stack", func() int { return ConcatStack("x") }})
}

func BenchmarkTextSplit(b *testing.B) {
	run(b, 3,
		form{"boxed", func() int { return LongestBoxed("SET,C,1") }},
		form{"stack", func() int { return LongestStack("SET,C,1") }})
}
