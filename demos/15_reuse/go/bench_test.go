package reuse

import "testing"

const (
	number   = 4711
	replyLen = 10
	line     = "SET key EX 10"
)

type form struct {
	impl string
	op   func() int
}

func run(b *testing.B, want int, forms ...form) {
	for _, f := range forms {
		b.Run("impl="+f.impl, func(b *testing.B) {
			f.op() // fills a pool
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				if got := f.op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

func BenchmarkReuse(b *testing.B) {
	run(b, replyLen,
		form{"boxed", func() int { return ReplyBoxed(number) }},
		form{"pooled", func() int { return ReplyPooled(number) }},
		form{"stack", func() int { return ReplyStack(number) }})
}

func BenchmarkReuseHeader(b *testing.B) {
	run(b, replyLen,
		form{"boxed", func() int { return HeaderBoxed(number) }},
		form{"stack", func() int { return HeaderStack(number) }})
}

func BenchmarkReuseArena(b *testing.B) {
	var a arena
	run(b, 3,
		form{"boxed", func() int { return LongestBoxed(line) }},
		form{"stack", func() int { return LongestStack(&a, line) }})
}
