//go:build go1.22

package formatting

func init() { loopForms = append(loopForms, form{"boxed", LoopBoxed}) }
