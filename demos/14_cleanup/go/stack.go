package cleanup

// LoopStack defers in a function per turn: one slot is held at once.
func LoopStack(s *store) int {
	done := 0
	for done < turns {
		func() {
			slot := s.take()
			defer func() { s.give(slot) }()
			done++
		}()
	}
	return done
}

// OnceStack has one way out, and no defer.
func OnceStack(s *store, fails bool) int {
	slot := s.take()
	result := work(fails)
	s.give(slot)
	return result
}

type kind int

const (
	aNumber kind = iota
	aText
)

type tagged struct {
	kind   kind
	number int
	text   string
}

//go:noinline
func numberStack(value tagged) int {
	switch value.kind {
	case aNumber:
		return value.number
	}
	return -1
}

// KindStack reads the number where it is.
func KindStack(number int) int { return numberStack(tagged{kind: aNumber, number: number}) }
