package frames

import "strconv"

//go:noinline
func makePoint(x int) point {
	p := point{x, x + 1, x + 2}
	return p
}

// SumStack reads a point that was returned by value.
func SumStack(x int) int {
	p := makePoint(x)
	return p.x + p.y + p.z
}

//go:noinline
func parseStack(digits string, value *int) bool {
	parsed, err := strconv.Atoi(digits)
	if err != nil {
		return false
	}
	*value = parsed
	return true
}

// ParseStack passes the address for the number.
func ParseStack(digits string) int {
	var value int
	if !parseStack(digits, &value) {
		return -1
	}
	return value
}

//go:noinline
func nameStack(id int, name []byte) []byte {
	return strconv.AppendInt(append(name[:0], "user-"...), int64(id), 10)
}

// NameStack passes the buffer.
func NameStack(id int) int {
	var name [16]byte
	return int(nameStack(id, name[:])[0])
}

type valueHolder struct{ value int }

//go:noinline
func holdStack(x int) valueHolder {
	return valueHolder{value: x}
}

// MemberStack reads a value member of a returned value.
func MemberStack(x int) int {
	return holdStack(x).value
}
