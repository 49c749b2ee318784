//go:build go1.18
// +build go1.18

package questions

//go:noinline
func addGeneric[A adder](a A) { a.add(42) }

//go:noinline
func passGeneric() int {
	var c counter
	addGeneric(&c)
	return c.n
}
