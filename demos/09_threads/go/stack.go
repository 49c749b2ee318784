package threads

import "sync"

func square(x int, squares chan int) { squares <- x * x }

// SquareStack shares nothing: the number is copied to the goroutine, the square is sent back.
func SquareStack(x int, squares chan int) int {
	go square(x, squares)
	return <-squares
}

var jobs sync.WaitGroup

func jobDone() { jobs.Done() }

// LeftStack starts a function without arguments, so there is nothing to put anywhere.
func LeftStack() int {
	jobs.Add(1)
	go jobDone()
	jobs.Wait()
	return 9
}

// ReceivedStack sends the point itself.
func ReceivedStack(channel chan point) int {
	p := point{1, 2, 3}
	channel <- p
	received := <-channel
	return received.x + received.y + received.z
}
