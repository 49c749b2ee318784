package example

//go:noinline
func box(x int) *int {
	value := x
	return &value
}

// ExampleBoxed returns its argument. TO WRITE: why the value gets a block.
func ExampleBoxed(x int) int {
	return *box(x)
}
