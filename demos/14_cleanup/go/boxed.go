package cleanup

import "reflect"

// LoopBoxed defers in a loop: all ten slots are held until it returns.
func LoopBoxed(s *store) int {
	done := 0
	for done < turns {
		slot := s.take()
		defer func() { s.give(slot) }()
		done++
	}
	return done
}

// OnceBoxed defers once.
func OnceBoxed(s *store, fails bool) int {
	held := s.take()
	defer func() { s.give(held) }()
	if work(fails) < 0 {
		return -1
	}
	return 1
}

//go:noinline
func numberBoxed(value any) int {
	return int(reflect.ValueOf(value).Int())
}

// KindBoxed asks the package reflect for the number in an interface value.
func KindBoxed(number int) int { return numberBoxed(number) }
