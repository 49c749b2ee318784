package text

import "strings"

// SameStack compares and keeps nothing.
func SameStack(text []byte) int {
	if string(text) == knownKeys[0] {
		return 1
	}
	return 0
}

// LookupStack looks up and keeps nothing.
func LookupStack(text []byte) int {
	return places[string(text)]
}

// SumStack reads the bytes of the string.
func SumStack(text string) int {
	total := 0
	for _, c := range []byte(text) {
		total += int(c)
	}
	return total
}

// ConcatStack has room in its frame.
func ConcatStack(piece string) int {
	var room [1024]byte
	text := room[:0]
	for i := 0; i < times; i++ {
		text = append(text, piece...)
	}
	return len(text)
}

// LongestStack cuts one field after the other.
func LongestStack(line string) int {
	longest, more := 0, true
	for more {
		var field string
		field, line, more = strings.Cut(line, ",")
		longest = longer(longest, len(field))
	}
	return longest
}
