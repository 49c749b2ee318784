// Package tiny boxes an int and makes a text.
package tiny

var sink any

//go:noinline
func box(v int) { sink = v }

//go:noinline
func text(b []byte) string { return string(b) }
