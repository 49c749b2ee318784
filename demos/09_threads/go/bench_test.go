package threads

import (
	"sync"
	"testing"
)

// Made once: a channel is a block, and not what is measured here.
var (
	done      = make(chan struct{})
	squares   = make(chan int)
	addresses = make(chan *point, 1)
	points    = make(chan point, 1)
	group     sync.WaitGroup
)

func run(b *testing.B, boxed, stack func() int, want int) {
	for _, c := range []struct {
		name string
		op   func() int
	}{{"impl=boxed", boxed}, {"impl=stack", stack}} {
		b.Run(c.name, func(b *testing.B) {
			for i := 0; i < 100; i++ { // goroutines that have ended are kept for the next ones
				c.op()
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				if got := c.op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

func BenchmarkThreads(b *testing.B) {
	run(b, func() int { return SquareBoxed(12, done) }, func() int { return SquareStack(12, squares) }, 144)
}

func BenchmarkThreadsStart(b *testing.B) {
	run(b, func() int { return LeftBoxed(&group) }, LeftStack, 9)
}

func BenchmarkThreadsSend(b *testing.B) {
	run(b, func() int { return ReceivedBoxed(addresses) }, func() int { return ReceivedStack(points) }, 6)
}
