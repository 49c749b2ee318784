package theseed

// SetKnownCallee is the seed's call on a concrete type: the callee is known.
//
//go:noinline
func SetKnownCallee(c *fake) error {
	_, err := c.Do("SET", "C", 1)
	return err
}

// SetReusedArray hands over an array that was built before.
//
//go:noinline
func SetReusedArray(c Conn, args []any) error {
	_, err := c.Do("SET", args...)
	return err
}

//go:noinline
func countNumbers(args ...any) int {
	numbers := 0
	for _, arg := range args {
		if _, isNumber := arg.(int); isNumber {
			numbers++
		}
	}
	return numbers
}

// Look calls a variadic function that only looks.
//
//go:noinline
func Look() int { return countNumbers("C", 1) }
