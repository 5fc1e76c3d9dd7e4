//go:build !unix

package build

// lock does nothing where files cannot be locked: build one site at a time there.
func lock(string) (unlock func(), err error) { return func() {}, nil }
