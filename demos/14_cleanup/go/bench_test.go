package cleanup

import "testing"

const number = 4711

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

func BenchmarkCleanup(b *testing.B) {
	for _, f := range []struct {
		impl string
		op   func(*store) int
	}{{"boxed", LoopBoxed}, {"stack", LoopStack}} {
		b.Run("impl="+f.impl, func(b *testing.B) {
			b.ReportAllocs()
			var s store
			for i := 0; i < b.N; i++ {
				if got := f.op(&s); got != turns {
					b.Fatalf("got %d, want %d", got, turns)
				}
			}
			if s.held != 0 {
				b.Fatalf("%d slots are still held", s.held)
			}
			b.ReportMetric(float64(s.most), "most-held")
		})
	}
}

func BenchmarkCleanupOnce(b *testing.B) {
	var s store
	run(b, 1,
		form{"boxed", func() int { return OnceBoxed(&s, false) }},
		form{"stack", func() int { return OnceStack(&s, false) }})
}

func BenchmarkCleanupKind(b *testing.B) {
	run(b, number,
		form{"boxed", func() int { return KindBoxed(number) }},
		form{"stack", func() int { return KindStack(number) }})
}

func TestFailure(t *testing.T) {
	var s store
	if OnceBoxed(&s, true) != -1 || OnceStack(&s, true) != -1 || s.held != 0 {
		t.Errorf("after a failure %d slots are held", s.held)
	}
}
