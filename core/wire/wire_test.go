package wire_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"protocell/core/data"
	"protocell/core/job"
	"protocell/core/job/analysis"
	"protocell/core/proxy"
	"protocell/core/rng"
	"protocell/core/sample"
	"protocell/core/wire"
)

// messages has a pointer to each type that the page and its workers exchange.
func messages() []any {
	return []any{
		new(job.Request), new(job.Message), new(job.ScoreInput), new(job.ScoreOutput), new(analysis.SummaryInput),
		new(analysis.SummaryOutput), new(job.PreviewInput), new(job.PreviewOutput), new(job.PlanInput), new(job.PlanOutput), new(data.Header), new(all),
	}
}

// all has what messages may have and the types of today have not.
type all struct {
	inner
	Plain   string // without a tag
	skipped int
	Not     int                     `json:"-"`
	I8      int8                    `json:"i8,omitempty"`
	U16     uint16                  `json:",omitempty"`
	F32     float32                 `json:"f32"`
	B       bool                    `json:"b,omitempty"`
	P       **int                   `json:"p,omitempty"`
	Self    *all                    `json:"self,omitempty"`
	Bytes   []byte                  `json:"bytes"`
	Named   map[sample.Role]*string `json:"named"`
	Empty   map[string]bool         `json:"empty,omitempty"`
	Floats  []float32               `json:"<floats & more>"`
	Zero    inner                   `json:"zero,omitzero"`
	Number  *proxy.Number           `json:"number"`
	Texts   [][]string              `json:"texts,omitzero"`
}

type inner struct {
	X float64 `json:"x"`
	Y []int64 `json:"y,omitempty"`
}

// texts are strings that have every kind of character, and wrong ones.
var texts = []string{"", "a", "<b>&\"\\/", "\x00\x1f\x7f\b\f\n\r\t", "\u2028\u2029é\u00a0漢😀", "\xff\xc3\x28", "\xed\xa0\x80", "nb201", "\ufffd"}

// fill gives a value random contents.
func fill(s *rng.Stream, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(s.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int64:
		v.SetInt(int64(s.Uint64() >> s.IntN(64)))
	case reflect.Uint16, reflect.Uint64:
		v.SetUint(s.Uint64() >> s.IntN(65))
	case reflect.Float32, reflect.Float64:
		f := []float64{0, math.Copysign(0, -1), 1, -1e21, 1e20, 1e-6, 9e-7, 1e-9, 5e-324, math.MaxFloat64,
			math.Float64frombits(s.Uint64()), s.Float64(), math.NaN(), math.Inf(1), math.Inf(-1)}[s.IntN(15)]
		if v.Type() != reflect.TypeFor[proxy.Number]() && (f-f != 0 || v.Kind() == reflect.Float32 && float32(f)-float32(f) != 0) {
			f = 0.1
		}
		v.SetFloat(f)
	case reflect.String:
		v.SetString(texts[s.IntN(len(texts))] + texts[s.IntN(len(texts))])
	case reflect.Slice:
		if s.IntN(4) == 0 || depth > 8 {
			return
		}
		if v.Type() == reflect.TypeFor[wire.Raw]() {
			v.SetBytes([]byte([]string{`{"a":[1,2.5e3]}`, `null`, `"x"`, `-0`}[s.IntN(4)]))
			return
		}
		n := s.IntN(4)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			if x := v.Index(i); x.Kind() == reflect.Uint8 {
				x.SetUint(s.Uint64() & 255)
			} else {
				fill(s, x, depth+1)
			}
		}
	case reflect.Map:
		if s.IntN(4) == 0 {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		for range s.IntN(5) {
			key, x := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(s, key, depth+1)
			fill(s, x, depth+1)
			v.SetMapIndex(key, x)
		}
	case reflect.Pointer:
		if s.IntN(3) == 0 || depth > 8 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(s, v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() || f.Anonymous {
				fill(s, v.Field(i), depth+1)
			}
		}
	}
}

// TestIsEncodingJSON: for random values of every message, what is written is what
// encoding/json writes, and what is read is what it reads.
func TestIsEncodingJSON(t *testing.T) {
	for _, p := range messages() {
		typ := reflect.TypeOf(p).Elem()
		s := rng.Named(1, typ.String())
		for range 300 {
			v := reflect.New(typ)
			fill(s, v.Elem(), 0)
			want, err := json.Marshal(v.Interface())
			if err != nil {
				t.Fatalf("%s: %v", typ, err)
			}
			got, err := wire.Marshal(v.Interface())
			if err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%s: got %s, %v\nwant %s", typ, got, err, want)
			}
			a, b := reflect.New(typ), reflect.New(typ)
			spaced := new(bytes.Buffer)
			if err := json.Indent(spaced, want, "\r", "\t "); err != nil {
				t.Fatal(err)
			}
			errA, errB := json.Unmarshal(spaced.Bytes(), a.Interface()), wire.Unmarshal(spaced.Bytes(), b.Interface())
			if (errA == nil) != (errB == nil) {
				// Keys that are apart only in what is no UTF-8 are read as one.
				if errA != nil || !strings.Contains(errB.Error(), "there before") || !strings.Contains(string(want), "ufffd") {
					t.Fatalf("%s: %v, want %v, of %s", typ, errB, errA, want)
				}
				continue
			}
			if !same(a, b) {
				t.Fatalf("%s: %+v\nwant %+v\nof %s", typ, b.Elem(), a.Elem(), want)
			}
		}
	}
}

// same reports whether two values are equal, NaN to NaN.
func same(a, b reflect.Value) bool {
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return true
	}
	x, errX := json.Marshal(a.Interface())
	y, errY := json.Marshal(b.Interface())
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

func TestUnmarshalErrors(t *testing.T) {
	deep := strings.Repeat("[", 101) + strings.Repeat("]", 101)
	for _, c := range []struct {
		into       any
		text, want string
	}{
		{new(all), ``, "empty (byte 0)"},
		{new(all), ` `, "empty (byte 1)"},
		{new(all), `{"x":1} 7`, "text after the value (byte 8)"},
		{new(all), `{"X":1}`, "X: there is no such field (byte 5)"},
		{new(all), `{"x":1,"x":1}`, "x: the field has been there before (byte 11)"},
		{new(all), `{"self":{"y":[1,true]}}`, "self.y[1]: found 't', not a number (byte 16)"},
		{new(all), `{"self":{"i8":128}}`, "self.i8: 128 is not a number of type int8 (byte 14)"},
		{new(all), `{"U16":-1}`, "U16: -1 is not a number of type uint16 (byte 7)"},
		{new(all), `{"y":[1e3]}`, "y[0]: 1e3 is not a number of type int64 (byte 6)"},
		{new(all), `{"x":1e999}`, "x: 1e999 is not a number of type float64 (byte 5)"},
		{new(all), `{"x":01}`, "found a number, not a comma or the end of an object (byte 6)"},
		{new(all), `{"x":1.}`, "x: found '}', not a digit (byte 7)"},
		{new(all), `{"b":1}`, "b: found a number, not true or false (byte 5)"},
		{new(all), `{"Plain":{}}`, "Plain: found an object, not a string (byte 9)"},
		{new(all), `{"Plain":"\x"}`, "Plain: found 'x', not an escape (byte 11)"},
		{new(all), `{"Plain":"\u12g4"}`, "Plain: not four hexadecimal digits (byte 11)"},
		{new(all), "{\"Plain\":\"\x01\"}", "Plain: found byte 0x01, not a character of a string (byte 10)"},
		{new(all), `{"Plain":"`, "Plain: found the end, not a character of a string (byte 10)"},
		{new(all), `{"bytes":"a"}`, "bytes: illegal base64 data at input byte 0 (byte 9)"},
		{new(all), `{"bytes":[1]}`, "bytes: found an array, not a string (byte 9)"},
		{new(all), `{"empty":{"k":true,"k":true}}`, "empty.k: the key has been there before (byte 23)"},
		{new(all), `{"number":"nan"}`, `number: "nan" is not a number (byte 10)`},
		{new(all), `{"x":1,}`, "found '}', not a string (byte 7)"},
		{new(all), `{"x" 1}`, "found a number, not a colon (byte 5)"},
		{new(wire.Raw), deep, "nests too deep (byte 100)"},
		{new(any), `1`, "a message has no interface {} (byte 0)"},
		{new(map[int]bool), `{}`, "a message has no map[int]bool (byte 0)"},
		{new(struct{ A, B int }), `7`, "found a number, not an object (byte 0)"},
		{nil, `7`, "there is nothing to read into"},
	} {
		err := wire.Unmarshal([]byte(c.text), c.into)
		if err == nil {
			t.Errorf("%s: no error, want %s", c.text, c.want)
		} else if got := err.Error(); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestMarshalErrors(t *testing.T) {
	endless := new(all)
	endless.Self = endless
	for _, c := range []struct {
		v    any
		want string
	}{
		{math.NaN(), "NaN is not a number of JSON"},
		{[]inner{{}, {X: math.Inf(-1)}}, "[1].x: -Inf is not a number of JSON"},
		{map[string]any{"a": 1}, "a: a message has no interface {}"},
		{map[int]bool{}, "a message has no map[int]bool"},
		{make(chan int), "a message has no chan int"},
		{job.Message{Output: wire.Raw(`{"a"`)}, "output: not one value of JSON: found the end, not a colon"},
		{job.Message{Output: wire.Raw(`1 2`)}, "output: not one value of JSON: text after the value"},
		{struct {
			A int `json:"a,string"`
		}{}, "option string of field a"},
		{struct {
			inner
			Z int `json:"x"`
		}{}, "two fields called x"},
		{endless, "nests too deep"},
	} {
		_, err := wire.Marshal(c.v)
		if err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%T: %v, want %s", c.v, err, c.want)
		}
	}
}

// TestReplaces: what is read replaces what was there, and null leaves what cannot
// be nil.
func TestReplaces(t *testing.T) {
	n := 7
	p := &n
	v := all{Plain: "a", I8: 3, P: &p, Bytes: []byte{1}, Empty: map[string]bool{"a": true}, Floats: []float32{1, 2}}
	if err := wire.Unmarshal([]byte(`{"Plain":null,"i8":null,"p":null,"bytes":null,"empty":{"b":true},"<floats & more>":[]}`), &v); err != nil {
		t.Fatal(err)
	}
	want := all{Plain: "a", I8: 3, Empty: map[string]bool{"b": true}, Floats: []float32{}}
	if !reflect.DeepEqual(v, want) {
		t.Errorf("%+v, want %+v", v, want)
	}
}
