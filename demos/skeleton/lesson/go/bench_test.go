package example

import "testing"

func BenchmarkExample(b *testing.B) {
	for _, c := range []struct {
		name string
		op   func(int) int
	}{{"impl=boxed", ExampleBoxed}, {"impl=stack", ExampleStack}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := c.op(1000); got != 1000 {
					b.Fatalf("got %d, want 1000", got)
				}
			}
		})
	}
}
