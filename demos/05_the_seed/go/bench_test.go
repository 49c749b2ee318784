package theseed

import "testing"

var (
	key      = "C"
	thousand = 1000
)

func run(b *testing.B, name string, op func() error) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; i < b.N; i++ {
			if err := op(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSeed(b *testing.B) {
	concrete := &fake{}
	args := []any{"C", 1}
	run(b, "impl=all_boxed", func() error { return SetAllBoxed(theConn, key, thousand) })
	run(b, "impl=constants", func() error { return SetConstants(theConn) })
	run(b, "impl=known_callee", func() error { return SetKnownCallee(concrete) })
	run(b, "impl=reused_array", func() error { return SetReusedArray(theConn, args) })
}

func BenchmarkSeedLook(b *testing.B) {
	run(b, "impl=stack", func() error {
		if Look() != 1 {
			return errArgument
		}
		return nil
	})
}
