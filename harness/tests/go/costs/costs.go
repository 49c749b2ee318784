// Package costs has a function for each kind of line that -m speaks of. Each is one line, so that a memory profile says what
// the line cost.
package costs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

type (
	failure string
	point   struct{ x, y, z int }
	one     struct{ p *int }
	empty   struct{}
	text    string
	raw     []byte
)

var (
	any0    interface{}
	ptr0    *int
	point0  *point
	empty0  *empty
	ints0   []int
	bytes0  []byte
	runes0  []rune
	raw0    raw
	text0   string
	func0   func() int
	map0    map[int]int
	err0    error
	anys0   []interface{}
	zero    int
	hundred = 100
	forty   = "0123456789012345678901234567890123456789"
	buffer  [40]byte
	errX    error = failure("x")
)

func (f failure) Error() string { return string(f) }

func (p point) Sum() int   { return p.x + p.y + p.z }
func (p *point) Next() int { p.x++; return p.x }

// Behind an interface.
func constInt()            { any0 = 1000 }
func constText()           { any0 = "forty-two" }
func constTyped()          { any0 = time.Duration(1000) }
func constNamed()          { any0 = text("word") }
func constComplex()        { any0 = 1 + 2i }
func intSmall(v int)       { any0 = v }
func intLarge(v int)       { any0 = v }
func boolean(v bool)       { any0 = v }
func pointer(p *int)       { any0 = p }
func mapped(m map[int]int) { any0 = m }
func textValue(s string)   { any0 = s }
func textEmpty(s string)   { any0 = s }
func slice(s []int)        { any0 = s }
func sumInts(a, b int)     { any0 = a + b }
func lengthOf(s []int)     { any0 = len(s) }
func converted(v int32)    { any0 = int64(v) }
func structVars(v int)     { any0 = point{v, v, v} }
func structConst()         { any0 = point{1, 2, 3} }
func structOne(p *int)     { any0 = one{p} }
func structEmpty()         { any0 = struct{}{} }
func field(p *point)       { any0 = p.x }

// Addresses.
//
//go:noinline
func returned(v int) *int { return &v }
func newInt()             { ptr0 = new(int) }
func literal(v int)       { point0 = &point{v, v, v} }
func literalEmpty()       { empty0 = &empty{} }
func bareEmpty()          { any0 = &struct{}{} }
func sliceOfAddress() int { var v int; s := make([]*int, 0); s = append(s, &v); return len(s) }
func loopVariable() {
	for i := 0; i < 3; i++ {
		ptr0 = &i
	}
}
func tenInLoop() {
	for i := 0; i < 10; i++ {
		point0 = &point{}
	}
}
func rare(v int) {
	if v < 0 {
		point0 = &point{}
	}
}

// Func literals.
func captures(n int)         { func0 = func() int { return n } }
func capturesNothing()       { func0 = func() int { return 1 } }
func methodValue(p *point)   { func0 = p.Next }
func methodOfValue(p point)  { func0 = p.Sum }
func started(c chan int) int { go func() { c <- 1 }(); return <-c }
func deferred() (n int)      { defer func() { n++ }(); return 1 }
func deferredInLoop() (n int) {
	for i := 0; i < 3; i++ {
		defer func() { n += i }()
	}
	return 1
}

// Slices, maps, channels.
func makeRuntime(n int) int { b := make([]byte, n); return len(b) }
func makeKept(n int)        { bytes0 = make([]byte, n) }
func makeNothing()          { ints0 = make([]int, 0) }
func makeSmall() int        { b := make([]byte, 100); return len(b) + int(b[zero]) }
func makeLarge() int        { b := make([]byte, 65<<10); return len(b) + int(b[zero]) }
func variable100K() int     { var b [100 << 10]byte; return use(b[:]) }
func variable200K() int     { var b [200 << 10]byte; return use(b[:]) }
func sliceLiteral()         { ints0 = []int{1, 2, 3} }
func sliceOfNothing()       { ints0 = []int{} }
func mapLiteral()           { map0 = map[int]int{1: 1} }
func mapGrows(n int) int {
	m := make(map[int]int)
	for i := 0; i < n; i++ {
		m[i] = i
	}
	return len(m)
}
func appends(n int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	ints0 = s
}
func channel() int { c := make(chan int, 1); c <- 1; return <-c }

// Texts.
func concat(a, b string) int    { return useText(a + b) }
func concatKept(a string)       { text0 = a + "!" }
func toBytes(s string)          { bytes0 = []byte(s) }
func toBytesConst()             { bytes0 = []byte("abc") }
func toBytesNamed(s string)     { raw0 = raw(s) }
func toBytesStays(s string) int { return use([]byte(s)) }
func toRunes(s string)          { runes0 = []rune(s) }
func toText(b []byte)           { text0 = string(b) }
func toTextStays(b []byte) int  { return useText(string(b)) }
func itoa(v int)                { text0 = strconv.Itoa(v) }
func build(n int) {
	var b strings.Builder
	for i := 0; i < n; i++ {
		b.WriteString("0123456789")
	}
	text0 = b.String()
}

// Formatting and errors.
func sprint(v int)     { text0 = fmt.Sprint(v) }
func errorf(err error) { err0 = fmt.Errorf("x: %w", err) }
func newError()        { err0 = errors.New("x") }
func panics(v int) int {
	if v < 0 {
		panic(fmt.Sprintf("negative %d", v))
	}
	return v
}
func boxes(v int) { anys0 = append(anys0[:0], v) }

// Generics.
func box[T any](v T)                           { any0 = v }
func calls[T interface{ Next() int }](t T) int { return t.Next() }

//go:noinline
func use(b []byte) int { return len(b) + int(b[0]) }

//go:noinline
func useText(s string) int { return len(s) }

// More of each kind.
type pair struct {
	a, b int
	name string
}

var (
	pair0  *pair
	texts0 []string
	pairs0 []pair
	byName map[string]*pair
	array0 *[16]int
)

func boxFloat(v float64)       { any0 = v }
func boxRune(v rune)           { any0 = v }
func boxByte(v byte)           { any0 = v }
func boxPair(p pair)           { any0 = p }
func boxArray(v [4]int)        { any0 = v }
func boxNil()                  { any0 = nil }
func boxError(v int)           { err0 = failure("x") }
func boxTrue()                 { any0 = true }
func boxFunc()                 { any0 = useText }
func boxNegative(v int)        { any0 = -v }
func newPair()                 { pair0 = new(pair) }
func newArray()                { array0 = new([16]int) }
func newOfPointer()            { any0 = new(*int) }
func addressOfPair(v int)      { p := pair{a: v}; pair0 = &p }
func pairOfConstants()         { pair0 = &pair{1, 2, "x"} }
func mapOfPointers(k string)   { byName = map[string]*pair{k: {a: 1}} }
func makeMap()                 { map0 = make(map[int]int) }
func makeMapWithRoom()         { map0 = make(map[int]int, 100) }
func makeTexts(n int)          { texts0 = make([]string, n) }
func makeTextsWithRoom(n int)  { texts0 = make([]string, 0, n) }
func pairsLiteral(v int)       { pairs0 = []pair{{a: v}} }
func textsLiteral(s string)    { texts0 = []string{s, s} }
func appendOne(s string)       { texts0 = append([]string(nil), s) }
func closureOfTwo(a, b int)    { func0 = func() int { return a * b } }
func closureByReference(v int) { n := v; func0 = func() int { n++; return n } }
func methodOfLiteral()         { func0 = (&point{}).Next }
func concatThree(a, b string)  { text0 = a + "-" + b }
func runeText(r rune)          { text0 = string(r) }
func quoted(v string)          { text0 = strconv.Quote(v) }
func repeated(s string)        { text0 = strings.Repeat(s, 3) }
func joined(a, b string)       { text0 = strings.Join([]string{a, b}, ",") }
func wrapped(err error)        { err0 = fmt.Errorf("more: %w", err) }
func formatted(a, b string)    { text0 = fmt.Sprintf("%s=%s", a, b) }
