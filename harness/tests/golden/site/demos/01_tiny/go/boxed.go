package tiny

func F() *int {
	x := 1
	return &x
}
