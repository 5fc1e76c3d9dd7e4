package wire

import (
	"reflect"
	"strings"
	"sync"
)

// field is a field of a struct, or of one that is embedded in it.
type field struct {
	name      string
	key       string // the name as text, with its colon
	index     []int  // of the field, from struct to struct
	omitEmpty bool
	omitZero  bool
}

// of returns the field in v.
func (f *field) of(v reflect.Value) reflect.Value {
	for _, i := range f.index {
		v = v.Field(i)
	}
	return v
}

// omits reports whether the field is left out if it is v.
func (f *field) omits(v reflect.Value) bool {
	return f.omitEmpty && isEmpty(v) || f.omitZero && v.IsZero()
}

// isEmpty reports what omitempty asks.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// layout has the fields of a struct type, in the order in which they are written.
type layout struct {
	fields []field
	fault  string // why the type has none
}

// layouts keeps the layout of every type that has been seen.
var layouts = struct {
	sync.Mutex
	of map[reflect.Type]*layout
}{of: map[reflect.Type]*layout{}}

// layoutOf returns the layout of a struct type.
func layoutOf(t reflect.Type) *layout {
	layouts.Lock()
	defer layouts.Unlock()
	l := layouts.of[t]
	if l == nil {
		l = new(layout)
		l.add(t, nil)
		if len(l.fields) > 64 {
			l.fault = "more than 64 fields"
		}
		layouts.of[t] = l
	}
	return l
}

// add adds the fields of t, which is found by index.
func (l *layout) add(t reflect.Type, index []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		at := append(index[:len(index):len(index)], i)
		if f.Anonymous && tag == "" && f.Type.Kind() == reflect.Struct {
			l.add(f.Type, at)
			continue
		}
		if !f.IsExported() || tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "" {
			name = f.Name
		}
		e := field{name: name, key: string(appendString(nil, name)) + ":", index: at}
		for options != "" {
			var option string
			switch option, options, _ = strings.Cut(options, ","); option {
			case "omitempty":
				e.omitEmpty = true
			case "omitzero":
				e.omitZero = true
			default:
				l.fault = "option " + option + " of field " + name
			}
		}
		if l.find(name, 0) >= 0 {
			l.fault = "two fields called " + name
		}
		l.fields = append(l.fields, e)
	}
}

// find returns the index of a field, or -1. It looks at field guess first.
func (l *layout) find(name string, guess int) int {
	if guess < len(l.fields) && l.fields[guess].name == name {
		return guess
	}
	for i := range l.fields {
		if l.fields[i].name == name {
			return i
		}
	}
	return -1
}
