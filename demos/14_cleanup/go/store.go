package cleanup

const turns = 10

type store struct {
	taken [turns]bool
	held  int
	most  int
}

//go:noinline
func (s *store) take() int {
	slot := 0
	for s.taken[slot] {
		slot++
	}
	s.taken[slot] = true
	s.held++
	if s.held > s.most {
		s.most = s.held
	}
	return slot
}

//go:noinline
func (s *store) give(slot int) {
	s.taken[slot] = false
	s.held--
}

//go:noinline
func work(fails bool) int {
	if fails {
		return -1
	}
	return 1
}
