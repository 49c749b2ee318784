package formatting

import "testing"

const (
	line  = 7
	large = 4711
	small = 7
)

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

func BenchmarkFormatting(b *testing.B) {
	run(b, 13,
		form{"boxed", func() int { return DigitsBoxed(large) }},
		form{"itoa", func() int { return DigitsItoa(large) }},
		form{"appendf", func() int { return DigitsAppendf(large) }},
		form{"stack", func() int { return DigitsStack(large) }})
}

func BenchmarkFormattingSmall(b *testing.B) {
	run(b, 7,
		form{"boxed", func() int { return DigitsBoxed(small) }},
		form{"itoa", func() int { return DigitsItoa(small) }})
}

func BenchmarkFormattingError(b *testing.B) {
	run(b, 5,
		form{"boxed", func() int { return ErrorBoxed(large) }},
		form{"stack", func() int { return ErrorStack(large) }})
}

func BenchmarkFormattingContext(b *testing.B) {
	run(b, 8,
		form{"boxed", func() int { return ContextBoxed(line, large) }},
		form{"stack", func() int { return ContextStack(line, large) }})
}

func BenchmarkFormattingCode(b *testing.B) {
	run(b, large,
		form{"boxed", func() int { return CodeBoxed(large) }},
		form{"pointer", func() int { return CodePointer(large) }},
		form{"stack", func() int { return CodeStack(large) }})
}

func BenchmarkFormattingCodeSmall(b *testing.B) {
	run(b, small,
		form{"boxed", func() int { return CodeBoxed(small) }},
		form{"stack", func() int { return CodeStack(small) }})
}

// loopForms has one form more where Go is new enough: loop_1_22_test.go.
var loopForms = []form{{"stack", LoopStack}}

func BenchmarkFormattingLoop(b *testing.B) {
	run(b, 100, form{"shared", LoopShared})
	run(b, 45, loopForms...)
}
