package formatting

import (
	"errors"
	"fmt"
	"strconv"
)

func digitSumOf(text []byte) int {
	sum := 0
	for _, c := range text {
		sum += int(c - '0')
	}
	return sum
}

// DigitsStack appends the text to a buffer in its frame.
func DigitsStack(number int) int {
	var room [20]byte
	return digitSumOf(strconv.AppendInt(room[:0], int64(number), 10))
}

// DigitsAppendf does the same with fmt: no block for the text, but one for the box.
func DigitsAppendf(number int) int {
	var room [20]byte
	return digitSumOf(fmt.Appendf(room[:0], "%d", number))
}

var errRange = errors.New("range")

//go:noinline
func checkStack(number int) error {
	if number > largest {
		return errRange
	}
	return nil
}

// ErrorStack returns an error that was made once.
func ErrorStack(number int) int {
	if err := checkStack(number); err != nil {
		return len(err.Error())
	}
	return 0
}

type contextError struct {
	cause error
	line  int
}

//go:noinline
func contextStack(line, number int) contextError {
	return contextError{checkStack(number), line}
}

// ContextStack keeps the facts; the text is written into its frame.
func ContextStack(line, number int) int {
	err := contextStack(line, number)
	if err.cause == nil {
		return 0
	}
	var room [64]byte
	text := strconv.AppendInt(room[:0], int64(err.line), 10)
	return len(append(append(text, ": "...), err.cause.Error()...))
}

//go:noinline
func failStack(c int) code { return code(c) }

// CodeStack returns the number as it is: no interface value.
func CodeStack(c int) int { return int(failStack(c)) }

// LoopStack keeps the line numbers themselves.
func LoopStack() int {
	var numbers [lines]int
	for line := 0; line < lines; line++ {
		numbers[line] = line
	}
	sum := 0
	for _, number := range numbers {
		sum += number
	}
	return sum
}
