// Package setc1 is the Go twin of the C ladder in demos/set_c_1: SET C 1, sent in different ways
// through a connection that is either an interface (redis.Conn, as redigo's users hold it) or a
// known type (*client, client.go). Each function is one rung; the compiler's -m lines about it and
// the benchmark of the same name belong together.
//
// The functions are kept from being inlined so that every -m line stays with its rung.
package setc1

import (
	"strconv"

	"github.com/gomodule/redigo/redis"
)

// allBoxed: key and value are known at run time only. A string is boxed as a 16-byte header, an int
// as 8 bytes, and the callee is unknown, so the argument array goes to the heap too.
//
//go:noinline
func allBoxed(c redis.Conn, key string, value int) error {
	_, err := c.Do("SET", key, value)
	return err
}

// constants: the call of the seed. The boxes are static data now; the array is left.
//
//go:noinline
func constants(c redis.Conn) error {
	_, err := c.Do("SET", "C", 1)
	return err
}

// knownCallee: the same boxes and the same array, but the callee is known and keeps nothing.
//
//go:noinline
func knownCallee(c *client) error {
	_, err := c.Do("SET", "C", 1)
	return err
}

// borrowedArray: the boxes are static and the array is a variable of this frame. Go moves it to the
// heap all the same; in C it stays.
//
//go:noinline
func borrowedArray(c redis.Conn) error {
	args := [2]interface{}{"C", 1}
	_, err := c.Do("SET", args[:]...)
	return err
}

// taggedUnion: no boxes at all, values with a tag; but the callee is unknown again. Here C and Go
// part.
//
//go:noinline
func taggedUnion(c valueDoer) error {
	return c.doValues("SET", text("C"), integer(1))
}

// runTimeInt: the value is known at run time only, and is too large for the runtime's table.
//
//go:noinline
func runTimeInt(c redis.Conn, value int) error {
	_, err := c.Do("SET", "C", value)
	return err
}

// smallInt: the same lines; the value is one that the runtime has ready, boxed once for all.
//
//go:noinline
func smallInt(c redis.Conn, value int) error {
	_, err := c.Do("SET", "C", value)
	return err
}

// fourArgs: four arguments make the array twice as long.
//
//go:noinline
func fourArgs(c redis.Conn) error {
	_, err := c.Do("SET", "C", 1, "EX", 10)
	return err
}

// reusedArray: the caller keeps the array and hands it over again.
//
//go:noinline
func reusedArray(c redis.Conn, args []interface{}) error {
	_, err := c.Do("SET", args...)
	return err
}

// typed: a method for exactly this call.
//
//go:noinline
func typed(c *client) error {
	return c.setInt("C", 1)
}

// encodeOnly: the bytes of the command and no connection, appended to the caller's buffer.
//
//go:noinline
func encodeOnly(to []byte, key string, value int64) []byte {
	var digits [20]byte
	number := strconv.AppendInt(digits[:0], value, 10)
	to = append(to, "*3\r\n$3\r\nSET\r\n$"...)
	to = strconv.AppendInt(to, int64(len(key)), 10)
	to = append(to, "\r\n"...)
	to = append(to, key...)
	to = append(to, "\r\n$"...)
	to = strconv.AppendInt(to, int64(len(number)), 10)
	to = append(to, "\r\n"...)
	to = append(to, number...)
	return append(to, "\r\n"...)
}
