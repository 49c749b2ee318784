package reuse

import "strings"

func cut(line string) (text, rest string) {
	text, rest, _ = strings.Cut(line, " ")
	return text, rest
}

func longest(list *word) int {
	most := 0
	for w := list; w != nil; w = w.next {
		if len(w.text) > most {
			most = len(w.text)
		}
	}
	return most
}
