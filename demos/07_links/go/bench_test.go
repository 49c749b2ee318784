package links

import "testing"

type form struct {
	name string
	op   func() int
}

func run(b *testing.B, want int, forms ...form) {
	for _, f := range forms {
		op := f.op
		b.Run("impl="+f.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				if got := op(); got != want {
					b.Fatalf("got %d, want %d", got, want)
				}
			}
		})
	}
}

func BenchmarkLinks(b *testing.B) {
	var array [nodes]node
	run(b, 36, form{"boxed", func() int { return ListBoxed(1) }},
		form{"stack", func() int { return ListStack(1) }},
		form{"passed", func() int { return ListPassed(&array, 1) }})
}

func BenchmarkLinksNode(b *testing.B) {
	head := node{&node{nil, 20}, 10}
	var own node
	run(b, 35, form{"boxed", func() int { return NodeBoxed(&head, 5) }},
		form{"stack", func() int { return NodeStack(&head, &own, 5) }})
}

func BenchmarkLinksStore(b *testing.B) {
	run(b, 1000, form{"boxed", func() int { return StoreBoxed(1000) }},
		form{"stack", func() int { return StoreStack(1000) }})
}

func BenchmarkLinksTable(b *testing.B) {
	run(b, 1000, form{"boxed", func() int { return TableBoxed(1000) }},
		form{"stack", func() int { return TableStack(1000) }})
}

// BenchmarkLinksMap has no twin in C, which has no maps.
func BenchmarkLinksMap(b *testing.B) {
	run(b, 1000, form{"boxed", func() int { return MapBoxed(1000) }},
		form{"stack", func() int { return MapStack(1000) }})
}
