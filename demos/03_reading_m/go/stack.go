package readingm

type copier struct{ last int }

//go:noinline
func (l *copier) note(p *int) { l.last = *p }

// NoteStack passes the address of x to a method that only reads x.
//
//go:noinline
func NoteStack(value int) int {
	var l copier
	x := value
	l.note(&x)
	return l.last
}

// Plain is Chan without the channel.
//
//go:noinline
func Plain(v int) int {
	c := v
	return c
}
