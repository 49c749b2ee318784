package walls

import (
	"bytes"
	"testing"
)

func run(b *testing.B, boxed, stack func() int, want int) {
	for _, c := range []struct {
		name string
		op   func() int
	}{{"impl=boxed", boxed}, {"impl=stack", stack}} {
		if c.op == nil {
			continue
		}
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

func BenchmarkWalls(b *testing.B) {
	var a adder
	if got := TakeBoxed(&scaler{10}, 1); got != 60 {
		b.Fatalf("got %d, want 60", got)
	}
	run(b, func() int { return TakeBoxed(&a, 1) }, func() int { return TakeStack(&a, 1) }, 6)
}

func BenchmarkWallsKnown(b *testing.B) {
	run(b, func() int { return KnownBoxed(1) }, func() int { return KnownStack(1) }, 6)
}

func BenchmarkWallsFunction(b *testing.B) {
	run(b, func() int { return FunctionBoxed(largest, 1) }, func() int { return FunctionStack(1) }, 3)
}

func BenchmarkWallsGeneric(b *testing.B) {
	var a adder
	run(b, func() int { return GenericBoxed(&a, 1) }, func() int { return GenericStack(&a, 1) }, 6)
}

func BenchmarkWallsWriter(b *testing.B) {
	var out bytes.Buffer
	run(b, func() int { out.Reset(); return LineBoxed(&out, 1000) },
		func() int { out.Reset(); return LineStack(&out, 1000) }, 5)
}

// BenchmarkWallsDiscard has no twin in C.
func BenchmarkWallsDiscard(b *testing.B) {
	run(b, func() int { return DiscardBoxed(1000) }, nil, 5)
}
