package readingm

// The messages about parameters, a function each.

var kept *int

func keep(p *int) { kept = p }

func keepContent(l *log) { kept = l.last }

func same(p *int) *int { return p }

func target(pp **int) *int { return *pp }

func look(p *int) int { return *p }

func count(text string) (bytes int) {
	for range []byte(text) {
		bytes++
	}
	return bytes
}
