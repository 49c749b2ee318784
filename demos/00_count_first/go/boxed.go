package countfirst

import "strconv"

const lineSize = 100

// kept makes the line outlive the call, as a block from malloc does.
var kept []byte

// LogBoxed allocates a line of 100 bytes on the heap at every second call.
func LogBoxed(call int, text string) int {
	if call%2 != 0 {
		return 0
	}
	line := make([]byte, 0, lineSize)
	kept = line
	line = strconv.AppendInt(line, int64(call), 10)
	line = append(line, ": "...)
	line = append(line, text...)
	return len(line)
}
