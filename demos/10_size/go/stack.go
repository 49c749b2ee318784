package size

const (
	largeValue  = 64 << 10
	largerValue = 128 << 10
)

type page [4096]byte

//go:noinline
func medianIn(scratch, numbers []int) int {
	for i, number := range numbers {
		at := i
		for ; at > 0 && scratch[at-1] > number; at-- {
			scratch[at] = scratch[at-1]
		}
		scratch[at] = number
	}
	return scratch[len(numbers)/2]
}

//go:noinline
func distinctIn(seen []bool, values []int) int {
	distinct := 0
	for _, value := range values {
		if !seen[value] {
			distinct++
		}
		seen[value] = true
	}
	return distinct
}

// MedianStack keeps nothing: since Go 1.25, up to 32 bytes are in the frame.
func MedianStack(numbers []int) int {
	scratch := make([]int, len(numbers))
	return medianIn(scratch, numbers)
}

// DistinctStack uses a variable of 64 KiB and one byte: a variable may have 128 KiB.
func DistinctStack(values []int) int {
	var seen [largeValue + 1]bool
	return distinctIn(seen[:], values)
}

// DistinctLargerStack uses one bit for each value.
func DistinctLargerStack(values []int) int {
	var seen [largerValue/8 + 1]uint8
	distinct := 0
	for _, value := range values {
		bit := uint8(1) << (value % 8)
		if seen[value/8]&bit == 0 {
			distinct++
		}
		seen[value/8] |= bit
	}
	return distinct
}

//go:noinline
func weigh(p *page) int {
	sum := 0
	for _, b := range p {
		sum += int(b)
	}
	return sum
}

//go:noinline
func weighValue(p page) int { return weigh(&p) }

// WeightCopy passes 4 KiB by value.
func WeightCopy(p *page) int { return weighValue(*p) }

// WeightStack passes the address.
func WeightStack(p *page) int { return weigh(p) }
