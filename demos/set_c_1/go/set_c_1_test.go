package setc1

import (
	"testing"

	"github.com/gomodule/redigo/redis"
)

const (
	setC1     = "*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n"
	setC1000  = "*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$4\r\n1000\r\n"
	setC1EX10 = "*5\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n$2\r\nEX\r\n$2\r\n10\r\n"
	ok        = "+OK\r\n"
)

// The optimiser must not see what these are.
var (
	runKey   = "C"
	runInt   = 1000
	runSmall = 1
)

// rung is one way to send the command, and the bytes that must arrive.
type rung struct {
	name string
	want string
	send func(c redis.Conn, own *client) error
}

func rungs() []rung {
	reused := []interface{}{"C", 1}
	return []rung{
		{"all_boxed", setC1000, func(c redis.Conn, _ *client) error { return allBoxed(c, runKey, runInt) }},
		{"constants", setC1, func(c redis.Conn, _ *client) error { return constants(c) }},
		{"known_callee", setC1, func(_ redis.Conn, own *client) error { return knownCallee(own) }},
		{"borrowed_array", setC1, func(c redis.Conn, _ *client) error { return borrowedArray(c) }},
		{"tagged_union", setC1, func(_ redis.Conn, own *client) error { return taggedUnion(own) }},
		{"run_time_int", setC1000, func(c redis.Conn, _ *client) error { return runTimeInt(c, runInt) }},
		{"small_int", setC1, func(c redis.Conn, _ *client) error { return smallInt(c, runSmall) }},
		{"four_args", setC1EX10, func(c redis.Conn, _ *client) error { return fourArgs(c) }},
		{"reused_array", setC1, func(c redis.Conn, _ *client) error { return reusedArray(c, reused) }},
		{"typed", setC1, func(_ redis.Conn, own *client) error { return typed(own) }},
	}
}

func BenchmarkSetC1(b *testing.B) {
	for _, r := range rungs() {
		r := r
		b.Run("impl="+r.name, func(b *testing.B) {
			p := &peer{want: []byte(r.want), answer: []byte(ok)}
			c, own := redis.NewConn(p, 0, 0), newClient(p)
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				if err := r.send(c, own); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("impl=encode_only", func(b *testing.B) {
		var buffer [64]byte
		b.ReportAllocs()
		for i := 0; i < b.N; i++ {
			if string(encodeOnly(buffer[:0], runKey, int64(runSmall))) != setC1 {
				b.Fatal(errCommand)
			}
		}
	})
}

// What each kind of reply costs redigo. A reply that is an error is returned as one, so only a
// connection that has broken stops the benchmark.
func BenchmarkReply(b *testing.B) {
	replies := []struct{ name, bytes string }{
		{"ok", ok},
		{"int1", ":1\r\n"},
		{"int1000", ":1000\r\n"},
		{"bulk", "$1\r\n1\r\n"},
		{"error", "-ERR x\r\n"},
		{"array", "*2\r\n$1\r\na\r\n$1\r\nb\r\n"},
	}
	for _, r := range replies {
		r := r
		b.Run("type="+r.name+"/impl=boxed", func(b *testing.B) {
			c := redis.NewConn(&peer{answer: []byte(r.bytes)}, 0, 0)
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				if _, err := c.Do("PING"); err != nil && c.Err() != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A rung that sends anything else must not pass for a rung.
func TestPeerRefusesOtherBytes(t *testing.T) {
	for _, r := range rungs() {
		p := &peer{want: []byte("*1\r\n$4\r\nPING\r\n"), answer: []byte(ok)}
		if err := r.send(redis.NewConn(p, 0, 0), newClient(p)); err != errCommand {
			t.Errorf("%s: got %v, want %v", r.name, err, errCommand)
		}
	}
}
