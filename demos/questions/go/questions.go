// Package questions has one small function for each question of docs/questions.md. The benchmark of a
// function has its name. Functions are not inlined unless the question is about that.
package questions

import (
	"fmt"
	"io"
	"os"
	"sort"
	"sync"
)

// Global variables, so that the compiler knows neither the uses nor the values.
var (
	sink     interface{}
	sinkInt  int
	keptInt  *int
	seven    = 7
	thousand = 1000
	names    = sort.StringSlice{"b", "a"}
	words    = [2]string{"a text that is longer than", " the 32 bytes of a temporary"}
	pool     sync.Pool
)

type person struct {
	name string
	age  int
}

//go:noinline
func printedAge(p person) string { return fmt.Sprint(p.age) }

//go:noinline
func printedSlice() string {
	buf := make([]byte, 4)
	return fmt.Sprint(buf[1:2])
}

//go:noinline
func readFile(f *os.File) int {
	var buf [128]byte
	n, _ := f.Read(buf[:])
	return n
}

//go:noinline
func readReader(r io.Reader) int {
	var buf [128]byte
	n, _ := r.Read(buf[:])
	return n
}

type counter struct{ n int }

func (c *counter) add(n int) { c.n += n }

type adder interface{ add(int) }

func addDirect(c *counter) { c.add(42) }
func addInlinable(a adder) { a.add(42) }

//go:noinline
func addOnce(a adder) { a.add(42) }

//go:noinline
func passPointer() int {
	var c counter
	addDirect(&c)
	return c.n
}

//go:noinline
func passInlined() int {
	var c counter
	addInlinable(&c)
	return c.n
}

//go:noinline
func passInterface() int {
	var c counter
	addOnce(&c)
	return c.n
}

//go:noinline
func addressInSlice() int {
	var v int
	s := make([]*int, 1)
	s[0] = &v
	return len(s)
}

//go:noinline
func make64KiB() int {
	s := make([]uint64, 8192)
	return len(s)
}

//go:noinline
func make64KiBAndOne() int {
	s := make([]uint64, 8193)
	return len(s)
}

//go:noinline
func variable128KiB() int {
	var a [128 * 1024]byte
	a[sinkInt&7] = 1
	return int(a[3])
}

//go:noinline
func variable128KiBAndOne() int {
	var a [128*1024 + 1]byte
	a[sinkInt&7] = 1
	return int(a[3])
}

func returnedSlice() []int {
	s := make([]int, 4)
	return s
}

//go:noinline
func returnedSliceNotInlined() []int {
	s := make([]int, 4)
	return s
}

//go:noinline
func literalCalled() int {
	add := func(p *int) { *p++ }
	var i int
	add(&i)
	func(p *int) { *p++ }(&i)
	return i
}

//go:noinline
func literalDeferred() {
	x := 0
	defer func(p *int) { *p = 1 }(&x)
	sinkInt = x
}

type source struct{ r io.Reader }

//go:noinline
func (s *source) read() int {
	n, _ := s.r.Read(nil)
	return n
}

//go:noinline
func callerOfRead(r io.Reader) int {
	s := source{r}
	return s.read()
}

//go:noinline
func keep(p *int) { keptInt = p }

//go:noinline
func callerOfKeep() {
	v := 7
	keep(&v)
}

//go:noinline
func same(p *int) *int { return p }

//go:noinline
func follow(p **int) *int { return *p }

//go:noinline
func callerOfSame() int {
	v := 7
	p := &v
	return *same(p) + *follow(&p)
}

//go:noinline
func boxedConstant() { sink = 1000 }

//go:noinline
func boxedSmall(v int) { sink = v }

//go:noinline
func boxedLarge(v int) { sink = v }

//go:noinline
func boxedByte(b [1]byte) { sink = b }

//go:noinline
func boxedBytes(b [2]byte) { sink = b }

//go:noinline
func boxedPointer(p *int) { sink = p }

//go:noinline
func local() int {
	x := 3
	p := &x
	return *p
}

//go:noinline
func channel() int {
	c := make(chan int, 1)
	c <- 7
	return <-c
}

//go:noinline
func sum(a, b string) int {
	s := a + b
	return len(s) + int(s[0])
}

//go:noinline
func makeByLength(n int) int {
	s := make([]byte, n)
	return int(s[n-1])
}

//go:noinline
func moved() *int {
	x := seven
	return &x
}

//go:noinline
func sorted() { sort.Sort(names) }

//go:noinline
func sortedByPointer() { sort.Sort(&names) }

//go:noinline
func poolSlice() {
	b, ok := pool.Get().([]byte)
	if !ok {
		b = make([]byte, 0, 64)
	}
	pool.Put(b[:0])
}

//go:noinline
func poolPointer() {
	b, ok := pool.Get().(*[]byte)
	if !ok {
		b = new([]byte)
	}
	*b = append((*b)[:0], "text"...)
	pool.Put(b)
}

//go:noinline
func goroutine() int {
	x := 0
	done := make(chan bool)
	go func() {
		x = 7
		done <- true
	}()
	<-done
	return x
}

//go:noinline
func everyTenth(i int) {
	if i%10 == 0 {
		sink = new([64]byte)
	}
}
