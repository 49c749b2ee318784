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
				logged += c.log(i%10, "hi")
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
			for i := 0; i < b.N; i++ {
				if c.log(0, "hi")+c.log(1, "hi") != 5 {
					b.Fatal("logged the wrong line")
				}
			}
		})
	}
}
