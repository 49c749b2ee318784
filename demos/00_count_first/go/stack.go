package countfirst

import "strconv"

// LogStack keeps the same line in its own frame.
func LogStack(call int, text string) int {
	if call%2 != 0 {
		return 0
	}
	line := make([]byte, 0, lineSize)
	line = strconv.AppendInt(line, int64(call), 10)
	line = append(line, ": "...)
	line = append(line, text...)
	return len(line)
}
