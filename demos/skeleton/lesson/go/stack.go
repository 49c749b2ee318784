package example

// ExampleStack returns its argument. TO WRITE: where the value lives instead.
func ExampleStack(x int) int {
	value := x
	return value
}
