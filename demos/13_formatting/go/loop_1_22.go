//go:build go1.22

package formatting

// LoopBoxed has the rules of Go 1.22: each turn of the loop has a variable of its own.
func LoopBoxed() int {
	for line := 0; line < lines; line++ {
		keptErrors[line] = lineError{&line}
	}
	return sumOfLines(&keptErrors)
}
