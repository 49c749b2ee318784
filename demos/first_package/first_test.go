package first

import "testing"

type counter struct{ lines int }

func (c *counter) Log(args ...interface{}) { c.lines++ }

// Variables, so that the compiler does not know what the functions are given.
var (
	logger Logger = &counter{}
	name          = "the name"
	size          = 100
)

func BenchmarkStart(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Start(logger)
	}
}

func BenchmarkReport(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Report(logger, name)
	}
}

func BenchmarkSum(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if Sum(size) != 4950 {
			b.Fatal("the sum is wrong")
		}
	}
}
