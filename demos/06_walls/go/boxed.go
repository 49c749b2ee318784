package walls

import (
	"io"
	"strconv"
)

type point struct{ x, y, z int }

type reader interface{ Take(p *point) int }

type adder struct{ taken int }

//go:noinline
func (a *adder) Take(p *point) int {
	a.taken++
	return p.x + p.y + p.z
}

type scaler struct{ factor int }

//go:noinline
func (s *scaler) Take(p *point) int { return s.factor * (p.x + p.y + p.z) }

// TakeBoxed passes an address to a method of an interface.
//
//go:noinline
func TakeBoxed(r reader, x int) int {
	p := point{x, 2 * x, 3 * x}
	return r.Take(&p)
}

// counter is a variable, so it could hold another reader when KnownBoxed runs.
var counter reader = &adder{}

// KnownBoxed makes the call through a variable that nothing changes.
//
//go:noinline
func KnownBoxed(x int) int {
	p := point{x, 2 * x, 3 * x}
	return counter.Take(&p)
}

// FunctionBoxed passes an address to a function value.
//
//go:noinline
func FunctionBoxed(f func(p *point) int, x int) int {
	p := point{x, 2 * x, 3 * x}
	return f(&p)
}

//go:noinline
func takeOf[R reader](r R, x int) int {
	p := point{x, 2 * x, 3 * x}
	return r.Take(&p)
}

// GenericBoxed passes an address to a method of a type parameter.
func GenericBoxed(a *adder, x int) int { return takeOf(a, x) }

// LineBoxed writes to a writer of any type.
//
//go:noinline
func LineBoxed(w io.Writer, number int) int {
	var line [64]byte
	written, _ := w.Write(append(strconv.AppendInt(line[:0], int64(number), 10), '\n'))
	return written
}

// DiscardBoxed writes to the writer that drops everything.
//
//go:noinline
func DiscardBoxed(number int) int {
	var line [64]byte
	written, _ := io.Discard.Write(append(strconv.AppendInt(line[:0], int64(number), 10), '\n'))
	return written
}
