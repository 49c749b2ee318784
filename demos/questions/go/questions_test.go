package questions

import (
	"os"
	"testing"
)

// generic.go adds to them, where Go has type parameters.
var cases = []struct {
	name string
	run  func(i int)
}{
	{"printedAge", func(int) { printedAge(person{"Ann", thousand}) }},
	{"printedSlice", func(int) { printedSlice() }},
	{"readFile", func(int) { readFile(zeros) }},
	{"readReader", func(int) { readReader(zeros) }},
	{"passPointer", func(int) { passPointer() }},
	{"passInlined", func(int) { passInlined() }},
	{"passInterface", func(int) { passInterface() }},
	{"addressInSlice", func(int) { addressInSlice() }},
	{"make64KiB", func(int) { make64KiB() }},
	{"make64KiBAndOne", func(int) { make64KiBAndOne() }},
	{"variable128KiB", func(int) { variable128KiB() }},
	{"variable128KiBAndOne", func(int) { variable128KiBAndOne() }},
	{"returnedSlice", func(int) { sinkInt = len(returnedSlice()) }},
	{"returnedSliceNotInlined", func(int) { sinkInt = len(returnedSliceNotInlined()) }},
	{"literalCalled", func(int) { literalCalled() }},
	{"literalDeferred", func(int) { literalDeferred() }},
	{"callerOfRead", func(int) { callerOfRead(zeros) }},
	{"callerOfKeep", func(int) { callerOfKeep() }},
	{"callerOfSame", func(int) { callerOfSame() }},
	{"boxedConstant", func(int) { boxedConstant() }},
	{"boxedSmall", func(int) { boxedSmall(seven) }},
	{"boxedLarge", func(int) { boxedLarge(thousand) }},
	{"boxedByte", func(int) { boxedByte([1]byte{byte(seven)}) }},
	{"boxedBytes", func(int) { boxedBytes([2]byte{byte(seven)}) }},
	{"boxedPointer", func(int) { boxedPointer(&sinkInt) }},
	{"local", func(int) { local() }},
	{"channel", func(int) { channel() }},
	{"sum", func(int) { sum(words[0], words[1]) }},
	{"makeByLength", func(int) { makeByLength(thousand) }},
	{"moved", func(int) { sinkInt = *moved() }},
	{"sorted", func(int) { sorted() }},
	{"sortedByPointer", func(int) { sortedByPointer() }},
	{"poolSlice", func(int) { poolSlice() }},
	{"poolPointer", func(int) { poolPointer() }},
	{"goroutine", func(int) { goroutine() }},
	{"everyTenth", func(i int) { everyTenth(i) }},
}

var zeros, _ = os.Open(os.DevNull)

func BenchmarkQuestions(b *testing.B) {
	for _, c := range cases {
		c := c
		b.Run("case="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				c.run(i)
			}
		})
	}
}
