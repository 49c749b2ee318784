package newandmake

// PointStack uses a variable.
//
//go:noinline
func PointStack(x int) int {
	var p point
	p = point{x, 2 * x, 3 * x}
	return p.x + p.y + p.z
}

// SliceStack uses an array.
//
//go:noinline
func SliceStack(middle int) int {
	var numbers [count]int
	numbers[count/2] = middle
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	return sum
}

func makePoint(x int) point { return point{x, 2 * x, 3 * x} }

// InlineStack inlines a constructor that returns a value.
//
//go:noinline
func InlineStack(x int) int {
	p := makePoint(x)
	return p.x + p.y + p.z
}

// KeptVariable uses a variable, and the point leaves.
//
//go:noinline
func KeptVariable(x int) int {
	var p point
	p = point{x, 2 * x, 3 * x}
	sink = &p
	return p.x + p.y + p.z
}
