package threads

import "sync"

// SquareBoxed shares a variable with a goroutine, which captures it.
func SquareBoxed(x int, done chan struct{}) int {
	number := x
	go func() {
		number *= number
		done <- struct{}{}
	}()
	<-done
	return number
}

// LeftBoxed starts a method: Go puts method and object into a block of its own.
func LeftBoxed(group *sync.WaitGroup) int {
	group.Add(1)
	go group.Done()
	group.Wait()
	return 9
}

type point struct{ x, y, z int }

// ReceivedBoxed sends the address of a point.
func ReceivedBoxed(channel chan *point) int {
	p := point{1, 2, 3}
	channel <- &p
	received := <-channel
	return received.x + received.y + received.z
}
