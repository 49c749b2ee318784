package reuse

import (
	"strconv"
	"sync"
)

func appendReply(b []byte, number int) []byte {
	return strconv.AppendInt(append(b, "reply "...), int64(number), 10)
}

// ReplyStack has its buffer in the frame, and no interface in the way.
func ReplyStack(number int) int {
	var room [64]byte
	return len(appendReply(room[:0], number))
}

var pointers = sync.Pool{New: func() any {
	b := make([]byte, 0, 64)
	return &b
}}

// HeaderStack has a pool of addresses of slices.
func HeaderStack(number int) int {
	b := pointers.Get().(*[]byte)
	*b = appendReply((*b)[:0], number)
	n := len(*b)
	pointers.Put(b)
	return n
}

// arena is the memory for the words of one line. It is owned by the caller: Go moves an array that
// holds addresses of its own elements to the heap.
type arena struct {
	words [16]word
	used  int
}

func (a *arena) take() *word {
	a.used++
	return &a.words[a.used-1]
}

// LongestStack takes its words out of an arena that is made once.
func LongestStack(a *arena, line string) int {
	a.used = 0
	var list *word
	for line != "" {
		w := a.take()
		w.next = list
		w.text, line = cut(line)
		list = w
	}
	return longest(list)
}
