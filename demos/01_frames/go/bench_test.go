package frames

import "testing"

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

func BenchmarkFrames(b *testing.B) {
	run(b, func() int { return SumBoxed(1) }, func() int { return SumStack(1) }, 6)
}

func BenchmarkFramesInt(b *testing.B) {
	run(b, func() int { return ParseBoxed("1000") }, func() int { return ParseStack("1000") }, 1000)
}

func BenchmarkFramesBuffer(b *testing.B) {
	run(b, func() int { return NameBoxed(7) }, func() int { return NameStack(7) }, 'u')
}

func BenchmarkFramesMember(b *testing.B) {
	run(b, func() int { return MemberBoxed(1000) }, func() int { return MemberStack(1000) }, 1000)
}
