package wire

import (
	"encoding/base64"
	"math"
	"reflect"
	"slices"
	"strconv"
)

// Marshal returns v as JSON. An error is an *Error: v has a number that JSON cannot
// hold, a type that messages do not have, or no end.
func Marshal(v any) ([]byte, error) {
	b, err := appendValue(nil, reflect.ValueOf(v), 0)
	if err != nil {
		return nil, err
	}
	return b, nil
}

func appendValue(b []byte, v reflect.Value, depth int) ([]byte, *Error) {
	if depth > maxDepth {
		return nil, cannot("nests too deep")
	}
	if !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return append(b, "null"...), nil
	}
	if v.Type().PkgPath() != "" { // only defined types have methods
		if a, ok := v.Interface().(Appender); ok {
			return appendOwn(b, a, depth)
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		return appendValue(b, v.Elem(), depth+1)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10), nil
	case reflect.Float32, reflect.Float64:
		return appendFloat(b, v.Float(), v.Type().Bits())
	case reflect.String:
		return appendString(b, v.String()), nil
	case reflect.Slice:
		return appendSlice(b, v, depth)
	case reflect.Map:
		return appendMap(b, v, depth)
	case reflect.Struct:
		return appendStruct(b, v, depth)
	}
	return nil, cannot("a message has no " + v.Type().String())
}

// appendOwn appends what a type writes itself, and checks that.
func appendOwn(b []byte, a Appender, depth int) ([]byte, *Error) {
	start := len(b)
	b = a.AppendWire(b)
	d := decoder{data: b[start:], depth: depth}
	if err := d.whole(d.skip); err != nil {
		err.Offset = -1
		err.Reason = "not one value of JSON: " + err.Reason
		return nil, err
	}
	return b, nil
}

// appendFloat appends a number as ECMAScript does, as encoding/json does.
func appendFloat(b []byte, f float64, bits int) ([]byte, *Error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, cannot(strconv.FormatFloat(f, 'g', -1, bits) + " is not a number of JSON")
	}
	low, high := 1e-6, 1e21
	if bits == 32 {
		low, high = float64(float32(1e-6)), float64(float32(1e21))
	}
	if a := math.Abs(f); a == 0 || a >= low && a < high {
		return strconv.AppendFloat(b, f, 'f', -1, bits), nil
	}
	b = strconv.AppendFloat(b, f, 'e', -1, bits)
	if n := len(b); n >= 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' { // 1e-09 is 1e-9
		b = append(b[:n-2], b[n-1])
	}
	return b, nil
}

func appendSlice(b []byte, v reflect.Value, depth int) ([]byte, *Error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		b = base64.StdEncoding.AppendEncode(append(b, '"'), v.Bytes())
		return append(b, '"'), nil
	}
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		var err *Error
		if b, err = appendValue(b, v.Index(i), depth+1); err != nil {
			return nil, err.at(i)
		}
	}
	return append(b, ']'), nil
}

func appendMap(b []byte, v reflect.Value, depth int) ([]byte, *Error) {
	if v.Type().Key().Kind() != reflect.String {
		return nil, cannot("a message has no " + v.Type().String())
	}
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	values := make(map[string]reflect.Value, v.Len())
	var keys []string
	for r := v.MapRange(); r.Next(); {
		keys = append(keys, r.Key().String())
		values[r.Key().String()] = r.Value()
	}
	slices.Sort(keys)
	b = append(b, '{')
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		var err *Error
		if b, err = appendValue(append(appendString(b, key), ':'), values[key], depth+1); err != nil {
			return nil, err.in(key)
		}
	}
	return append(b, '}'), nil
}

func appendStruct(b []byte, v reflect.Value, depth int) ([]byte, *Error) {
	l := layoutOf(v.Type())
	if l.fault != "" {
		return nil, cannot(v.Type().String() + ": " + l.fault)
	}
	b = append(b, '{')
	first := true
	for i := range l.fields {
		f := &l.fields[i]
		x := f.of(v)
		if f.omits(x) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		var err *Error
		if b, err = appendValue(append(b, f.key...), x, depth+1); err != nil {
			return nil, err.in(f.name)
		}
	}
	return append(b, '}'), nil
}

// cannot returns an error about what is written.
func cannot(reason string) *Error { return &Error{Offset: -1, Reason: reason} }
