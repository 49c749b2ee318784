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
	run(b, "impl=boxed", func() error { return SetBoxed(theConn, key, thousand) })
	run(b, "impl=constants", func() error { return SetConstants(theConn) })
}

func BenchmarkSeedDirect(b *testing.B) {
	concrete := &fake{}
	run(b, "impl=boxed", func() error { return SetConstants(theConn) })
	run(b, "impl=stack", func() error { return SetDirect(concrete) })
}

func BenchmarkSeedReused(b *testing.B) {
	args := []any{"C", 1}
	run(b, "impl=boxed", func() error { return SetConstants(theConn) })
	run(b, "impl=stack", func() error { return SetReused(theConn, args) })
}

func BenchmarkSeedLook(b *testing.B) {
	run(b, "impl=stack", func() error {
		if Look() != 1 {
			return errArgument
		}
		return nil
	})
}
