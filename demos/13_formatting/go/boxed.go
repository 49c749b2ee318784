package formatting

import (
	"errors"
	"fmt"
	"strconv"
)

const (
	lines   = 10
	largest = 999
)

// kept makes a text outlive its call, as a block from malloc does.
var kept string

func digitSum(text string) int {
	sum := 0
	for i := 0; i < len(text); i++ {
		sum += int(text[i] - '0')
	}
	return sum
}

// DigitsBoxed formats with fmt: the number is boxed, and the text is a block.
func DigitsBoxed(number int) int {
	kept = fmt.Sprintf("%d", number)
	return digitSum(kept)
}

// DigitsItoa formats without a box.
func DigitsItoa(number int) int {
	kept = strconv.Itoa(number)
	return digitSum(kept)
}

//go:noinline
func checkBoxed(number int) error {
	if number > largest {
		return errors.New("range")
	}
	return nil
}

// ErrorBoxed makes a new error at each call.
func ErrorBoxed(number int) int {
	if err := checkBoxed(number); err != nil {
		return len(err.Error())
	}
	return 0
}

//go:noinline
func contextBoxed(line, number int) error {
	if err := checkStack(number); err != nil {
		return fmt.Errorf("%d: %w", line, err)
	}
	return nil
}

// ContextBoxed wraps an error that is made once.
func ContextBoxed(line, number int) int {
	if err := contextBoxed(line, number); err != nil {
		return len(err.Error())
	}
	return 0
}

type code int

func (c code) Error() string { return strconv.Itoa(int(c)) }

type codeError struct{ code int }

func (e *codeError) Error() string { return strconv.Itoa(e.code) }

//go:noinline
func failBoxed(c int) error {
	if c == 0 {
		return nil
	}
	return code(c)
}

// CodeBoxed puts the number into an interface value.
func CodeBoxed(c int) int {
	if err := failBoxed(c); err != nil {
		return int(err.(code))
	}
	return 0
}

//go:noinline
func failPointer(c int) error {
	if c == 0 {
		return nil
	}
	return &codeError{c}
}

// CodePointer puts an address into an interface value.
func CodePointer(c int) int {
	if err := failPointer(c); err != nil {
		return err.(*codeError).code
	}
	return 0
}

type lineError struct{ line *int }

//go:noinline
func sumOfLines(errs *[lines]lineError) int {
	sum := 0
	for _, err := range errs {
		sum += *err.line
	}
	return sum
}

var keptErrors [lines]lineError

// LoopShared has the rules of Go up to 1.21: one variable for the whole loop, so the ten errors
// refer to one line, whose last number is 10.
func LoopShared() int {
	for line := 0; line < lines; line++ {
		keptErrors[line] = lineError{&line}
	}
	return sumOfLines(&keptErrors)
}
