package text

var knownKeys = []string{
	"user:1000:sessions:2026-11-30:eu-west-1:web:counter",
	"user:1001:sessions:2026-11-30:eu-west-1:web:counter",
	"user:1002:sessions:2026-11-30:eu-west-1:web:counter",
}

var places = map[string]int{knownKeys[0]: 0, knownKeys[1]: 1, knownKeys[2]: 2}

const times = 100

// keptText and keptBytes make a conversion outlive its call, as a block from malloc does.
var (
	keptText   string
	keptBytes  []byte
	keptFields []string
)

func longer(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func sum(text []byte) int {
	total := 0
	for _, c := range text {
		total += int(c)
	}
	return total
}
