// Command seed is the program the question was asked about: set the key C to the value 1.
// Without a server it says so and exits 1, as the C program set_c_1 does.
package main

import (
	"fmt"
	"os"

	"github.com/gomodule/redigo/redis"
)

func main() {
	address := "127.0.0.1:6379"
	if len(os.Args) == 3 && os.Args[1] == "--redis" {
		address = os.Args[2]
	}
	c, err := redis.Dial("tcp", address)
	if err == nil {
		defer c.Close()
		_, err = c.Do("SET", "C", 1)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "seed: %s: %v\n", address, err)
		os.Exit(1)
	}
}
