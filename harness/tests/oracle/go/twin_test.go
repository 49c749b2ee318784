// The Go half of the comparison: the same benchmarks as twin.c, run by Go's own runner.
package oracle

import (
	"fmt"
	"math"
	"testing"
)

var sink *[16]byte

func boxed(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = new([16]byte)
	}
}

func nothing(b *testing.B) {
	for i := 0; i < b.N; i++ {
	}
}

func BenchmarkBoxed(b *testing.B)   { boxed(b) }
func BenchmarkNothing(b *testing.B) { nothing(b) }

func BenchmarkBytes(b *testing.B) {
	b.SetBytes(27)
	b.ReportMetric(1e-6, "ns/op")
	b.ReportMetric(1234.5, "MB/s")
}

func BenchmarkOverride(b *testing.B) {
	b.ReportMetric(7.9, "allocs/op")
	b.ReportMetric(-7.9, "B/op")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(0, "MB/s")
}

// Numbers on both sides of every border of the text's forms.
func BenchmarkNumbers(b *testing.B) {
	values := []float64{
		0, 1, -1, 0.5, 2.5, 9.9994, 9.9995, 99.994, 99.995, 999.94, 999.95, 1000, 12345.678,
		0.99994, 0.99995, 0.099994, 0.099995, 0.0099994, 0.0099995, 0.00099994, 0.00099995,
		0.00012345, 1e-9, 1e15, 1e300, -0.00012345, -99.995, math.NaN(), math.Inf(1), math.Inf(-1),
	}
	for i, v := range values {
		b.ReportMetric(v, fmt.Sprintf("v%02d", i))
	}
	b.ReportMetric(0, "ns/op")
}

func BenchmarkLog(b *testing.B) {
	b.Logf("first\nsecond\n")
	b.Logf("blank below\n\n")
}

func BenchmarkLogMuch(b *testing.B) {
	for i := 0; i < 8; i++ {
		b.Log("line", i)
	}
}

func BenchmarkFail(b *testing.B) { b.Error("wrong") }

func BenchmarkFailLate(b *testing.B) {
	if b.N > 1 {
		b.Error("late")
	}
}

func BenchmarkSkip(b *testing.B) { b.Skip("not today") }

func BenchmarkSub(b *testing.B) {
	b.Run("x", nothing)
	b.Run("y", func(b *testing.B) {
		b.Run("z", boxed)
		b.Run("w=1", nothing)
	})
	for _, name := range []string{
		"a b", "a b", "a b#01", "", "", "x\ty", "p/q", "caf\u00e9", "\u200b", "\x01\x7f", "\xff",
		"wide\u3000space", "|", "[", "a name that is much longer than the others", "#02", "x#01", "x", "x",
	} {
		b.Run(name, nothing)
	}
}

func BenchmarkSubFails(b *testing.B) {
	b.Run("good", nothing)
	b.Run("bad", func(b *testing.B) { b.Fail() })
	b.Run("skips", func(b *testing.B) { b.SkipNow() })
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
		}
	})
}
