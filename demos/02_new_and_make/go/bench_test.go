package newandmake

import "testing"

type form struct {
	name string
	op   func() int
}

func run(b *testing.B, want int, forms ...form) {
	for _, f := range forms {
		op := f.op
		b.Run("impl="+f.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

func BenchmarkNewAndMake(b *testing.B) {
	run(b, 6, form{"boxed", func() int { return PointBoxed(1) }},
		form{"stack", func() int { return PointStack(1) }})
}

func BenchmarkNewAndMakeSlice(b *testing.B) {
	run(b, 1000, form{"boxed", func() int { return SliceBoxed(1000) }},
		form{"stack", func() int { return SliceStack(1000) }})
}

// impl=called has no twin in C.
func BenchmarkNewAndMakeInline(b *testing.B) {
	run(b, 6, form{"boxed", func() int { return InlineBoxed(1) }},
		form{"called", func() int { return InlineCalled(1) }},
		form{"stack", func() int { return InlineStack(1) }})
}

// BenchmarkNewAndMakeKept has no twin in C: there a variable cannot leave its frame.
func BenchmarkNewAndMakeKept(b *testing.B) {
	run(b, 6, form{"new", func() int { return KeptNew(1) }},
		form{"variable", func() int { return KeptVariable(1) }})
}
