package theseed

import "errors"

// Conn is what redigo's users hold: an interface, so the callee is not known.
type Conn interface {
	Do(command string, args ...any) (any, error)
}

// fake is a connection that counts the numbers among its arguments and answers OK.
type fake struct{ numbers int }

var ok any = "OK"

var errArgument = errors.New("neither a string nor an int")

//go:noinline
func (f *fake) Do(command string, args ...any) (any, error) {
	for _, arg := range args {
		switch arg.(type) {
		case int:
			f.numbers++
		case string:
		default:
			return nil, errArgument
		}
	}
	return ok, nil
}

// theConn is assigned at run time, so that no compiler can see which type is behind it.
var theConn Conn = &fake{}
