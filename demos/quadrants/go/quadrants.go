// Package quadrants has small functions where the message of `-m` and the count of a run agree, or
// disagree in either direction. Each function is one case; its benchmark has the same name.
package quadrants

// Global variables, so that the compiler knows neither the uses nor the values.
var (
	sink     interface{}
	sinkWord int

	five       = 5
	four       = 4
	thousand   = 1000
	seven      = 7
	longText   = "a text that is longer than the 32 bytes of a temporary"
	shortText  = "short"
	twoStrings = [2]string{"a text that is longer than", " the 32 bytes of a temporary"}
)

// constBoxed: says heap, costs nothing: a constant is boxed once, in static data.
//
//go:noinline
func constBoxed() { sink = 1 }

// smallIntBoxed: says heap, costs nothing: the runtime has a table of the values below 256.
//
//go:noinline
func smallIntBoxed(v int) { sink = v }

// intBoxed: says heap, costs a block: the same line as smallIntBoxed, with a larger value.
//
//go:noinline
func intBoxed(v int) { sink = v }

// returnedAddress: says moved to heap, costs a block.
//
//go:noinline
func returnedAddress(v int) *int {
	x := v
	return &x
}

// makeFive: says it does not escape, and costs a block: 5 ints are more than the 32 bytes that a
// slice of run-time length may have in the frame. (Before Go 1.25 it said heap.)
//
//go:noinline
func makeFive(n int) int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s[n-1]
}

// makeFour: the same line as makeFive, and costs nothing: 4 ints are 32 bytes.
//
//go:noinline
func makeFour(n int) int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s[n-1]
}

// longString: says it does not escape, and costs a block: the text is longer than 32 bytes.
//
//go:noinline
func longString(b []byte) bool {
	s := string(b)
	return s != shortText && s > shortText
}

// joined: says it does not escape, and costs a block, for the same reason as longString.
//
//go:noinline
func joined(a, b string) int {
	s := a + b
	return len(s) + int(s[0])
}

// makeChan: no line at all, and costs a block: channels are always on the heap.
//
//go:noinline
func makeChan() int {
	c := make(chan int, 1)
	c <- 7
	return <-c
}

// newLocal: says it does not escape, and costs nothing.
//
//go:noinline
func newLocal(v int) int {
	p := new(int)
	*p = v
	return *p + v
}

// plainLocal: no line at all, and costs nothing.
//
//go:noinline
func plainLocal(v int) int {
	x := v
	y := x * 3
	return x + y
}
