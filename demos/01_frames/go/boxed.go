package frames

import "strconv"

type point struct{ x, y, z int }

//go:noinline
func newPoint(x int) *point {
	p := point{x, x + 1, x + 2}
	return &p
}

// SumBoxed reads a point that outlives the function which made it.
func SumBoxed(x int) int {
	p := newPoint(x)
	return p.x + p.y + p.z
}

//go:noinline
func parseBoxed(digits string) *int {
	value, err := strconv.Atoi(digits)
	if err != nil {
		return nil
	}
	return &value
}

// ParseBoxed returns a number by address, so that nil can mean failure.
func ParseBoxed(digits string) int {
	value := parseBoxed(digits)
	if value == nil {
		return -1
	}
	return *value
}

//go:noinline
func nameBoxed(id int) []byte {
	var name [16]byte
	return strconv.AppendInt(append(name[:0], "user-"...), int64(id), 10)
}

// NameBoxed reads a buffer that the callee made.
func NameBoxed(id int) int {
	return int(nameBoxed(id)[0])
}

type pointerHolder struct{ value *int }

//go:noinline
func holdBoxed(x int) pointerHolder {
	return pointerHolder{value: &x}
}

// MemberBoxed reads through a pointer member of a returned value.
func MemberBoxed(x int) int {
	return *holdBoxed(x).value
}
