package readingm

type log struct{ last *int }

//go:noinline
func (l *log) note(p *int) { l.last = p }

// NoteBoxed passes the address of x to a method that keeps it.
//
//go:noinline
func NoteBoxed(value int) int {
	var l log
	x := value
	l.note(&x)
	return *l.last
}

var sink any

// Int boxes a number that is known at run time only.
//
//go:noinline
func Int(v int) int {
	sink = v
	return sink.(int)
}

// Make makes a slice whose length is known at run time only.
//
//go:noinline
func Make(n int) int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	sum := 0
	for _, v := range s {
		sum += v
	}
	return sum
}

// Chan makes a channel, which is always a block. There is no message about it.
//
//go:noinline
func Chan(v int) int {
	c := make(chan int, 1)
	c <- v
	return <-c
}
