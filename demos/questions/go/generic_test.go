//go:build go1.18
// +build go1.18

package questions

func init() {
	cases = append(cases, struct {
		name string
		run  func(int)
	}{"passGeneric", func(int) { passGeneric() }})
}
