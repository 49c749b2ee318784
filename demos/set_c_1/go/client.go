package setc1

import (
	"bufio"
	"errors"
	"io"
	"strconv"
)

// client writes commands and reads the +OK of SET. It is a known type: a call of its methods tells
// the compiler which code runs. Its Do has the signature of redigo's.
type client struct {
	w       *bufio.Writer
	r       *bufio.Reader
	scratch [20]byte
}

var errReply = errors.New("reply is not +OK")

func newClient(rw io.ReadWriter) *client {
	return &client{w: bufio.NewWriter(rw), r: bufio.NewReader(rw)}
}

func (c *client) header(mark byte, n int) {
	c.w.WriteByte(mark)
	c.w.Write(strconv.AppendInt(c.scratch[:0], int64(n), 10))
	c.w.WriteString("\r\n")
}

func (c *client) writeString(s string) {
	c.header('$', len(s))
	c.w.WriteString(s)
	c.w.WriteString("\r\n")
}

func (c *client) writeInt(n int64) {
	digits := len(strconv.AppendInt(c.scratch[:0], n, 10))
	c.header('$', digits)
	c.w.Write(strconv.AppendInt(c.scratch[:0], n, 10))
	c.w.WriteString("\r\n")
}

// finish sends what was written and waits for the reply. The first write error is bufio's to keep.
func (c *client) finish() error {
	if err := c.w.Flush(); err != nil {
		return err
	}
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return err
	}
	if string(line) != "+OK\r\n" {
		return errReply
	}
	return nil
}

func (c *client) Do(cmd string, args ...interface{}) (interface{}, error) {
	c.header('*', 1+len(args))
	c.writeString(cmd)
	for _, arg := range args {
		switch arg := arg.(type) {
		case string:
			c.writeString(arg)
		case int:
			c.writeInt(int64(arg))
		default:
			return nil, errors.New("only strings and ints are sent here")
		}
	}
	return nil, c.finish()
}

// value is a tagged union as Go has it: a struct with room for each member.
type value struct {
	isText  bool
	text    string
	integer int64
}

func text(s string) value   { return value{isText: true, text: s} }
func integer(n int64) value { return value{integer: n} }

// valueDoer stands between the caller and the code that runs, as redis.Conn does.
type valueDoer interface {
	doValues(cmd string, args ...value) error
}

func (c *client) doValues(cmd string, args ...value) error {
	c.header('*', 1+len(args))
	c.writeString(cmd)
	for i := range args {
		if args[i].isText {
			c.writeString(args[i].text)
		} else {
			c.writeInt(args[i].integer)
		}
	}
	return c.finish()
}

func (c *client) setInt(key string, n int64) error {
	c.header('*', 3)
	c.writeString("SET")
	c.writeString(key)
	c.writeInt(n)
	return c.finish()
}
