package newandmake

const count = 10

type point struct{ x, y, z int }

// PointBoxed uses new, and the point stays.
//
//go:noinline
func PointBoxed(x int) int {
	p := new(point)
	*p = point{x, 2 * x, 3 * x}
	return p.x + p.y + p.z
}

// SliceBoxed uses make, and the slice stays.
//
//go:noinline
func SliceBoxed(middle int) int {
	numbers := make([]int, count)
	numbers[count/2] = middle
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	return sum
}

// newPoint is small enough to be inlined.
func newPoint(x int) *point {
	p := point{x, 2 * x, 3 * x}
	return &p
}

// InlineBoxed inlines the constructor, and then the point stays.
//
//go:noinline
func InlineBoxed(x int) int {
	p := newPoint(x)
	return p.x + p.y + p.z
}

// newPointCalled is newPoint as -gcflags=-l would compile it: never inlined.
//
//go:noinline
func newPointCalled(x int) *point {
	p := point{x, 2 * x, 3 * x}
	return &p
}

// InlineCalled calls the constructor.
//
//go:noinline
func InlineCalled(x int) int {
	p := newPointCalled(x)
	return p.x + p.y + p.z
}

var sink *point

// KeptNew uses new, and the point leaves.
//
//go:noinline
func KeptNew(x int) int {
	p := new(point)
	*p = point{x, 2 * x, 3 * x}
	sink = p
	return p.x + p.y + p.z
}
