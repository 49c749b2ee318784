package boxes

type point struct{ x, y, z int }

// sink makes every box outlive its call, as a block from malloc does.
var sink any

//go:noinline
func weigh(value any) int {
	sink = value
	switch v := value.(type) {
	case int:
		return v
	case string:
		return len(v)
	case point:
		return v.x + v.y + v.z
	case *int:
		return *v
	}
	return -1
}

// NumberBoxed puts a run-time number into an interface value.
func NumberBoxed(number int) int { return weigh(number) }

// ConstantBoxed puts a constant into an interface value.
func ConstantBoxed() int { return weigh(1000) }

// TextBoxed puts a string into an interface value.
func TextBoxed(text string) int { return weigh(text) }

// PointBoxed puts a struct of three words into an interface value.
func PointBoxed(x int) int { return weigh(point{x, 2 * x, 3 * x}) }

// PointerBoxed puts a pointer into an interface value: it is the data word.
func PointerBoxed(number *int) int { return weigh(number) }
