package theseed

// SetAllBoxed is the seed's call with a key and a number that are known only at run time.
//
//go:noinline
func SetAllBoxed(c Conn, key string, value int) error {
	_, err := c.Do("SET", key, value)
	return err
}

// SetConstants is the seed's own call.
//
//go:noinline
func SetConstants(c Conn) error {
	_, err := c.Do("SET", "C", 1)
	return err
}
