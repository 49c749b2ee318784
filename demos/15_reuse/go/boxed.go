package reuse

import (
	"bytes"
	"strconv"
	"sync"
)

// kept makes a buffer outlive its call, as a block from malloc does.
var kept *bytes.Buffer

//go:noinline
func writeReply(b *bytes.Buffer, number int) int {
	var room [20]byte
	b.WriteString("reply ")
	b.Write(strconv.AppendInt(room[:0], int64(number), 10))
	return b.Len()
}

// ReplyBoxed makes a buffer for each reply.
func ReplyBoxed(number int) int {
	kept = new(bytes.Buffer)
	return writeReply(kept, number)
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// ReplyPooled takes the buffer of an earlier reply.
func ReplyPooled(number int) int {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	n := writeReply(b, number)
	buffers.Put(b)
	return n
}

var slices = sync.Pool{New: func() any { return make([]byte, 0, 64) }}

// HeaderBoxed has a pool of slices: Put needs an address for the three words of the slice.
func HeaderBoxed(number int) int {
	b := slices.Get().([]byte)
	b = appendReply(b[:0], number)
	n := len(b)
	slices.Put(b)
	return n
}

type word struct {
	next *word
	text string
}

//go:noinline
func splitBoxed(line string) *word {
	var list *word
	for line != "" {
		var text string
		text, line = cut(line)
		list = &word{list, text}
	}
	return list
}

// LongestBoxed makes a block for each word.
func LongestBoxed(line string) int {
	return longest(splitBoxed(line))
}
