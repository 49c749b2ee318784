package readingm

import "testing"

func run(b *testing.B, boxed, stack func() int, wantBoxed, wantStack int) {
	for _, c := range []struct {
		name string
		op   func() int
		want int
	}{{"impl=boxed", boxed, wantBoxed}, {"impl=stack", stack, wantStack}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := c.op(); got != c.want {
					b.Fatalf("got %d, want %d", got, c.want)
				}
			}
		})
	}
}

func BenchmarkReading(b *testing.B) {
	run(b, func() int { return NoteBoxed(1000) }, func() int { return NoteStack(1000) }, 1000, 1000)
}

func BenchmarkReadingInt(b *testing.B) {
	run(b, func() int { return Int(1000) }, func() int { return Int(7) }, 1000, 7)
}

func BenchmarkReadingMake(b *testing.B) {
	run(b, func() int { return Make(5) }, func() int { return Make(4) }, 10, 6)
}

// BenchmarkReadingChan has no twin in C, which has no channels.
func BenchmarkReadingChan(b *testing.B) {
	run(b, func() int { return Chan(7) }, func() int { return Plain(7) }, 7, 7)
}

// The functions that only have messages are called, so that they are what they claim to be.
func TestMessages(t *testing.T) {
	x := 7
	p := &x
	keep(p)
	keepContent(&log{last: p})
	if *kept != 7 || *same(p) != 7 || *target(&p) != 7 || look(p) != 7 || count("seven") != 5 {
		t.Fatal("a function of messages.go returned a wrong result")
	}
}
