package countfirst

import "testing"

func BenchmarkCountFirst(b *testing.B) {
	for _, c := range []struct {
		name string
		log  func(int, string) int
	}{{"impl=boxed", LogBoxed}, {"impl=stack", LogStack}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			logged := 0
			for i := 0; i < b.N; i++ {
				logged += c.log(i%6, "hi")
			}
			if c.log(0, "hi") != 5 || c.log(1, "hi") != 0 {
				b.Fatal("logged the wrong line")
			}
		})
	}
}

func BenchmarkCountFirstPair(b *testing.B) {
	for _, c := range []struct {
		name string
		log  func(int, string) int
	}{{"impl=boxed", LogBoxed}, {"impl=stack", LogStack}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			logged := 0
			for i := 0; i < b.N; i++ {
				logged += c.log(2*i%6, "hi")
				logged += c.log((2*i+1)%6, "hi")
			}
			if logged != 5*b.N {
				b.Fatal("logged the wrong lines")
			}
		})
	}
}
