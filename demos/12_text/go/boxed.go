package text

import "strings"

// SameBoxed keeps the string that it compares.
func SameBoxed(text []byte) int {
	keptText = string(text)
	if keptText == knownKeys[0] {
		return 1
	}
	return 0
}

// LookupBoxed keeps the string that it looks up.
func LookupBoxed(text []byte) int {
	keptText = string(text)
	return places[keptText]
}

// SumBoxed keeps the bytes of the string.
func SumBoxed(text string) int {
	keptBytes = []byte(text)
	return sum(keptBytes)
}

// ConcatBoxed makes a new string at each step.
func ConcatBoxed(piece string) int {
	text := ""
	for i := 0; i < times; i++ {
		text += piece
	}
	return len(text)
}

// ConcatBuilder doubles the room when it is full.
func ConcatBuilder(piece string) int {
	var text strings.Builder
	for i := 0; i < times; i++ {
		text.WriteString(piece)
	}
	return text.Len()
}

// ConcatPresized asks for the whole room first.
func ConcatPresized(piece string) int {
	var text strings.Builder
	text.Grow(times * len(piece))
	for i := 0; i < times; i++ {
		text.WriteString(piece)
	}
	return text.Len()
}

// LongestBoxed makes a slice of all fields. The fields are views: Go copies no bytes here.
func LongestBoxed(line string) int {
	keptFields = strings.Split(line, ",")
	longest := 0
	for _, field := range keptFields {
		longest = longer(longest, len(field))
	}
	return longest
}
