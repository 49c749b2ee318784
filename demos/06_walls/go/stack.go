package walls

import (
	"bytes"
	"strconv"
)

// TakeStack calls the method of a type.
//
//go:noinline
func TakeStack(a *adder, x int) int {
	p := point{x, 2 * x, 3 * x}
	return a.Take(&p)
}

// KnownStack makes the call through an interface, and the compiler sees what is behind it.
//
//go:noinline
func KnownStack(x int) int {
	var r reader = &adder{}
	p := point{x, 2 * x, 3 * x}
	return r.Take(&p)
}

//go:noinline
func largest(p *point) int { return p.z }

// FunctionStack calls a function by its name.
//
//go:noinline
func FunctionStack(x int) int {
	p := point{x, 2 * x, 3 * x}
	return largest(&p)
}

// GenericStack calls a method of a type.
//
//go:noinline
func GenericStack(a *adder, x int) int {
	p := point{x, 2 * x, 3 * x}
	return a.Take(&p)
}

// LineStack writes to a writer of one type.
//
//go:noinline
func LineStack(w *bytes.Buffer, number int) int {
	var line [64]byte
	written, _ := w.Write(append(strconv.AppendInt(line[:0], int64(number), 10), '\n'))
	return written
}
