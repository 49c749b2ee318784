package tiny

import "testing"

func BenchmarkBox(b *testing.B) {
	for i := 0; i < b.N; i++ {
		box(1000)
	}
}

func BenchmarkText(b *testing.B) {
	bytes := make([]byte, 40)
	for i := 0; i < b.N; i++ {
		text(bytes)
	}
}
