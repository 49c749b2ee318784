package setc1

import (
	"bytes"
	"errors"
	"net"
	"time"
)

// peer is the far end of a connection, in memory: it checks each command and answers it at once.
// It allocates nothing, so every allocation counted is the client's.
type peer struct {
	want   []byte // the one command it accepts; nil: any
	answer []byte
	unread []byte
}

var (
	errCommand = errors.New("the command is not the expected bytes")
	errNothing = errors.New("a reply was read before a command was sent")
)

func (p *peer) Write(command []byte) (int, error) {
	if p.want != nil && !bytes.Equal(command, p.want) {
		return 0, errCommand
	}
	p.unread = p.answer
	return len(command), nil
}

func (p *peer) Read(to []byte) (int, error) {
	if len(p.unread) == 0 {
		return 0, errNothing
	}
	n := copy(to, p.unread)
	p.unread = p.unread[n:]
	return n, nil
}

func (p *peer) Close() error                     { return nil }
func (p *peer) LocalAddr() net.Addr              { return nil }
func (p *peer) RemoteAddr() net.Addr             { return nil }
func (p *peer) SetDeadline(time.Time) error      { return nil }
func (p *peer) SetReadDeadline(time.Time) error  { return nil }
func (p *peer) SetWriteDeadline(time.Time) error { return nil }
