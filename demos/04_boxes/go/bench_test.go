package boxes

import "testing"

// Variables, so that the compiler does not know the values.
var seven, thousand, hundred, hello = 7, 1000, 100, "hello"

func run(b *testing.B, boxed, stack func() int, want int) {
	for _, c := range []struct {
		name string
		op   func() int
	}{{"impl=boxed", boxed}, {"impl=stack", stack}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := c.op(); got != want {
					b.Fatalf("weighs %d, not %d", got, want)
				}
			}
		})
	}
}

func BenchmarkBoxes(b *testing.B) {
	run(b, func() int { return NumberBoxed(thousand) }, func() int { return NumberStack(thousand) }, 1000)
}

func BenchmarkBoxesSmall(b *testing.B) {
	run(b, func() int { return NumberBoxed(seven) }, func() int { return NumberStack(seven) }, 7)
}

func BenchmarkBoxesConstant(b *testing.B) {
	run(b, ConstantBoxed, ConstantStack, 1000)
}

func BenchmarkBoxesText(b *testing.B) {
	run(b, func() int { return TextBoxed(hello) }, func() int { return TextStack(hello) }, 5)
}

func BenchmarkBoxesPoint(b *testing.B) {
	run(b, func() int { return PointBoxed(hundred) }, func() int { return PointStack(hundred) }, 600)
}

func BenchmarkBoxesPointer(b *testing.B) {
	run(b, func() int { return PointerBoxed(&thousand) }, func() int { return PointerStack(&thousand) }, 1000)
}
