package boxes

type kind int

const (
	aNumber kind = iota
	aText
	aPoint
	aPointer
)

// tagged carries its value with it: Go has no union, so the kinds stand side by side.
type tagged struct {
	kind    kind
	number  int
	text    string
	point   point
	pointer *int
}

//go:noinline
func weighTagged(value tagged) int {
	switch value.kind {
	case aNumber:
		return value.number
	case aText:
		return len(value.text)
	case aPoint:
		return value.point.x + value.point.y + value.point.z
	}
	return *value.pointer
}

// NumberStack passes the number in a struct.
func NumberStack(number int) int { return weighTagged(tagged{kind: aNumber, number: number}) }

// ConstantStack passes a constant in a struct.
func ConstantStack() int { return weighTagged(tagged{kind: aNumber, number: 1000}) }

// TextStack passes the text in a struct.
func TextStack(text string) int { return weighTagged(tagged{kind: aText, text: text}) }

// PointStack passes the point in a struct.
func PointStack(x int) int {
	return weighTagged(tagged{kind: aPoint, point: point{x, 2 * x, 3 * x}})
}

// PointerStack passes the pointer in a struct.
func PointerStack(number *int) int { return weighTagged(tagged{kind: aPointer, pointer: number}) }
