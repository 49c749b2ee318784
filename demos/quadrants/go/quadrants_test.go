package quadrants

import "testing"

func BenchmarkQuadrants(b *testing.B) {
	bytes := []byte(longText)
	cases := []struct {
		name string
		run  func()
	}{
		{"constBoxed", func() { constBoxed() }},
		{"smallIntBoxed", func() { smallIntBoxed(seven) }},
		{"intBoxed", func() { intBoxed(thousand) }},
		{"returnedAddress", func() { sinkWord = *returnedAddress(thousand) }},
		{"makeFive", func() { sinkWord = makeFive(five) }},
		{"makeFour", func() { sinkWord = makeFour(four) }},
		{"longString", func() { longString(bytes) }},
		{"joined", func() { sinkWord = joined(twoStrings[0], twoStrings[1]) }},
		{"makeChan", func() { sinkWord = makeChan() }},
		{"newLocal", func() { sinkWord = newLocal(seven) }},
		{"plainLocal", func() { sinkWord = plainLocal(seven) }},
	}
	for _, c := range cases {
		c := c
		b.Run("case="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				c.run()
			}
		})
	}
}
