package wire

import (
	"encoding/base64"
	"reflect"
	"strconv"
)

// Unmarshal reads JSON into what v points to. An error is an *Error, and says what
// is wrong where; what came before it has been read.
func Unmarshal(data []byte, v any) error {
	p := reflect.ValueOf(v)
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return cannot("there is nothing to read into")
	}
	d := &decoder{data: data}
	if err := d.whole(func() *Error { return d.value(p.Elem()) }); err != nil {
		return err
	}
	return nil
}

func (d *decoder) value(v reflect.Value) *Error {
	if v.Type().PkgPath() != "" { // only defined types have methods
		if p, ok := v.Addr().Interface().(Parser); ok {
			return d.own(p)
		}
	}
	if d.word("null") {
		switch v.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			v.SetZero()
		}
		return nil // as encoding/json: it leaves all else as it is
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return d.value(v.Elem())
	case reflect.Bool:
		if d.word("true") {
			v.SetBool(true)
		} else if d.word("false") {
			v.SetBool(false)
		} else {
			return d.unexpected("true or false")
		}
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		return d.numberInto(v)
	case reflect.String:
		s, err := d.string()
		if err == nil {
			v.SetString(s)
		}
		return err
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return d.bytes(v)
		}
		v.SetZero()
		err := d.array(func(i int) *Error {
			v.Grow(1)
			v.SetLen(i + 1)
			return d.value(v.Index(i))
		})
		if err == nil && v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		return err
	case reflect.Map:
		return d.mapInto(v)
	case reflect.Struct:
		return d.structInto(v)
	}
	return d.fail("a message has no " + v.Type().String())
}

// own has a type read itself.
func (d *decoder) own(p Parser) *Error {
	start := d.at
	if err := d.skip(); err != nil {
		return err
	}
	if err := p.ParseWire(d.data[start:d.at]); err != nil {
		return &Error{Offset: start, Reason: err.Error()}
	}
	return nil
}

func (d *decoder) numberInto(v reflect.Value) *Error {
	start := d.at
	s, err := d.number()
	if err != nil {
		return err
	}
	var wrong error
	bits := v.Type().Bits()
	switch k := v.Kind(); {
	case k >= reflect.Float32:
		var f float64
		if f, wrong = strconv.ParseFloat(s, bits); wrong == nil {
			v.SetFloat(f)
		}
	case k >= reflect.Uint:
		var n uint64
		if n, wrong = strconv.ParseUint(s, 10, bits); wrong == nil {
			v.SetUint(n)
		}
	default:
		var n int64
		if n, wrong = strconv.ParseInt(s, 10, bits); wrong == nil {
			v.SetInt(n)
		}
	}
	if wrong != nil {
		return &Error{Offset: start, Reason: clip(s) + " is not a number of type " + v.Kind().String()}
	}
	return nil
}

func (d *decoder) string() (string, *Error) {
	inside, plain, err := d.text()
	if err != nil || plain {
		return string(inside), err
	}
	return unquote(inside), nil
}

// bytes reads base64.
func (d *decoder) bytes(v reflect.Value) *Error {
	start := d.at
	s, err := d.string()
	if err != nil {
		return err
	}
	b, wrong := base64.StdEncoding.DecodeString(s)
	if wrong != nil {
		return &Error{Offset: start, Reason: wrong.Error()}
	}
	v.SetBytes(b)
	return nil
}

func (d *decoder) mapInto(v reflect.Value) *Error {
	t := v.Type()
	if t.Key().Kind() != reflect.String {
		return d.fail("a message has no " + t.String())
	}
	v.Set(reflect.MakeMap(t))
	return d.object(func(inside []byte, plain bool) *Error {
		name := string(inside)
		if !plain {
			name = unquote(inside)
		}
		key, x := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
		key.SetString(name)
		if v.MapIndex(key).IsValid() {
			return d.fail("the key has been there before").in(name)
		}
		if err := d.value(x); err != nil {
			return err.in(name)
		}
		v.SetMapIndex(key, x)
		return nil
	})
}

func (d *decoder) structInto(v reflect.Value) *Error {
	l := layoutOf(v.Type())
	if l.fault != "" {
		return d.fail(v.Type().String() + ": " + l.fault)
	}
	var seen uint64
	guess := 0
	return d.object(func(inside []byte, plain bool) *Error {
		name := string(inside)
		if !plain {
			name = unquote(inside)
		}
		i := l.find(name, guess)
		if i < 0 {
			return d.fail("there is no such field").in(name)
		}
		if seen&(1<<i) != 0 {
			return d.fail("the field has been there before").in(name)
		}
		seen |= 1 << i
		guess = i + 1
		if err := d.value(l.fields[i].of(v)); err != nil {
			return err.in(name)
		}
		return nil
	})
}
