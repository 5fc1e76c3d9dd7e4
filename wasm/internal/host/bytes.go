//go:build js && wasm

package host

import "github.com/hack-pad/safejs"

// Array returns bytes as a Uint8Array.
func Array(b []byte) (safejs.Value, error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return class, err
	}
	array, err := class.New(len(b))
	if err != nil {
		return array, err
	}
	_, err = safejs.CopyBytesToJS(array, b)
	return array, err
}

// Bytes returns the property bytes of a result, a Uint8Array, and nil if there is none.
func Bytes(v safejs.Value) ([]byte, error) {
	array, err := v.Get("bytes")
	if err != nil || array.IsUndefined() {
		return nil, err
	}
	n, err := array.Length()
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	_, err = safejs.CopyBytesToGo(b, array)
	return b, err
}
