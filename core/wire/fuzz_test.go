package wire_test

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"

	"protocell/core/rng"
	"protocell/core/wire"
)

// FuzzUnmarshal reads any text as every message. It is as encoding/json has it,
// but for what the package says it is stricter about; and what can be read can be
// written and read again.
func FuzzUnmarshal(f *testing.F) {
	for _, p := range messages() {
		s := rng.Named(2, reflect.TypeOf(p).String())
		for range 3 {
			v := reflect.New(reflect.TypeOf(p).Elem())
			fill(s, v.Elem(), 0)
			text, err := wire.Marshal(v.Interface())
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, text := range []string{``, `null`, `{}`, `{"x":-0}`, `{"X":1}`, `{"x":1e999}`, `{"Plain":"\ud83d\ude00\ud83d\u0041"}`,
		`{"self":{"self":{}}}`, `{"bytes":[1]}`, `{"input":[[[[]]]]}`, `{"x":1}}`, `[`, `{"bytes":"QQ=\n="}`, `{"i8":1.0}`, `{"y":[-0,01]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, p := range messages() {
			typ := reflect.TypeOf(p).Elem()
			a, b := reflect.New(typ), reflect.New(typ)
			want, got := decode(text, a.Interface()), wire.Unmarshal(text, b.Interface())
			if got != nil {
				if e, ok := got.(*wire.Error); !ok || e.Offset < 0 || e.Offset > len(text) || e.Reason == "" {
					t.Fatalf("%s: no place in %v", typ, got)
				}
				if want == nil && !stricter(got) {
					t.Fatalf("%s: %v of %q", typ, got, text)
				}
				continue
			}
			if want != nil {
				t.Fatalf("%s: %q is read, but %v", typ, text, want)
			}
			if !same(a, b) {
				t.Fatalf("%s: %+v, want %+v", typ, b.Elem(), a.Elem())
			}
			again, err := wire.Marshal(b.Interface())
			if err != nil {
				t.Fatalf("%s: %v", typ, err)
			}
			c := reflect.New(typ)
			if err := wire.Unmarshal(again, c.Interface()); err != nil || !same(b, c) {
				t.Fatalf("%s: %s: %v", typ, again, err)
			}
		}
	})
}

// decode is how encoding/json reads one strict value.
func decode(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// stricter reports whether an error is of what only this package minds.
func stricter(err error) bool {
	reason := err.(*wire.Error).Reason
	for _, s := range []string{"there is no such field", "has been there before", "nests too deep", "found an array, not a string"} {
		if strings.HasSuffix(reason, s) {
			return true
		}
	}
	return false
}
