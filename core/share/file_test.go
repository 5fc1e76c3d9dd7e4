package share

import (
	"reflect"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/rng"
)

func TestFileIsInverse(t *testing.T) {
	r := rng.Named(1, "files")
	for range 100 {
		l := random(t, r)
		l.Embed = false
		text, err := EncodeFile(l)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := DecodeFile(text); err != nil || !reflect.DeepEqual(got, l) {
			t.Fatalf("%s reads as %+v, %v, want %+v", text, got, err, l)
		}
	}
}

func TestEncodeFile(t *testing.T) {
	l := Link{Spec: experiment.Default()}
	l.Spec.Seed = 1<<64 - 1
	l.Spec.Pins = []string{"111111"}
	got, err := EncodeFile(l)
	want := `{
  "format": "protocell-experiment",
  "version": 1,
  "spec": {
    "space": "nb201",
    "arch": "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|",
    "skeleton": {
      "c": 8,
      "n": 1,
      "input": {
        "c": 3,
        "h": 32,
        "w": 32
      },
      "classes": 10
    },
    "batch": 32,
    "data": "shapes",
    "seed": 18446744073709551615,
    "pins": [
      "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|"
    ]
  }
}
`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
	if _, err := EncodeFile(Link{}); err == nil {
		t.Error("encodes an invalid experiment")
	}
}

func TestDecodeFileForgives(t *testing.T) {
	l, err := DecodeFile([]byte(`{"version": 1, "format": "protocell-experiment", "spec": {"arch": "111111", "skeleton": {"n": 5}}}`))
	if err != nil || l.Spec.Skeleton.N != 5 || l.Spec.Skeleton.C != 8 || !strings.HasPrefix(l.Spec.Arch, "|skip_connect~0|") {
		t.Errorf("got %+v, %v", l, err)
	}
}

func TestDecodeFileErrors(t *testing.T) {
	head := `{"format":"protocell-experiment","version":1,`
	for _, c := range []struct{ text, want string }{
		{"", "the file, line 1, column 1: unexpected end of JSON input"},
		{"[]", "the file, line 1, column 1: the whole is not an object, as it should be"},
		{"{}", `the file is not an experiment: its format is "", want "protocell-experiment"`},
		{"{\n  \"format\": \"protocell-experiment\",\n  \"version\": 1,\n  \"spec\": {\"batch\": 1.5}\n}", "the file, line 4, column 23: spec.batch cannot be number 1.5"},
		{"{\n\"format\": oops}", "the file, line 2, column 11: invalid character 'o' looking for beginning of value"},
		{head + `"spec":{}`, "unexpected end of JSON input"},
		{head + `"spec":{}} x`, "invalid character 'x' after top-level value"},
		{head + `"spec":{}}{}`, "invalid character '{' after top-level value"},
		{head + `"spec":{"Batch":3}}`, "spec has no key Batch; it has space, arch,"},
		{head + `"spec":{"skeleton":{"width":3}}}`, "spec.skeleton has no key width; it has c, n, input, classes"},
		{head + `"spec":{"batch":3,"batch":3}}`, `column 70: the key "batch" is there twice`},
		{head + `"spec":[]}`, "spec is not an object, as it should be"},
		{head + `"spec":null}`, "spec is not an object, as it should be"},
		{head + `"spec":{"batch":{}}}`, "spec.batch is an object, and should not be"},
		{head + `"spec":{"pins":[[1]]}}`, "spec.pins[] is a list in a list"},
		{head + `"spec":{"pins":[{}]}}`, "spec.pins[] is an object, and should not be"},
		{head + `"spec":{"pins":[1]}}`, "cannot be number"},
		{head + `"spec":{"seed":-1}}`, "spec.seed cannot be number -1"},
		{head + `"spec":{"seed":1e400}}`, "spec.seed cannot be number 1e400"},
		{head + `"spec":{"skeleton":{"c":1000}}}`, `the file is not valid: skeleton.c is "1000": not in 1 to 64`},
		{head + `"digest":"<b>","spec":{}}`, "the file is not valid: digest is \"<b>\""},
		{head + `"mix":"nwot=2","spec":{}}`, `the file is not valid: mix is "nwot=2": the weight of nwot is "2", not a number from -1 to 1`},
		{`{"format":"netron","version":1}`, "its format is netron"},
		{`{"format":"protocell-experiment","version":2}`, "the file is of version 2, and this is Protocell of version 1"},
		{`{"format":"protocell-experiment","version":0}`, "the file has version 0, want 1 to 1"},
		{strings.Repeat(" ", MaxFile+1), "the file has 262145 bytes, more than 262144"},
		{strings.Repeat("[", MaxFile), "exceeded max depth"},
		{head + `"spec":{"pins":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + "}}", "is a list in a list"},
	} {
		l, err := DecodeFile([]byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.120s: got %v, want %s", c.text, err, c.want)
		}
		if _, ok := err.(*FileError); !ok || !reflect.DeepEqual(l, Link{}) {
			t.Errorf("%.120s: %T is no FileError, or there is a result", c.text, err)
		}
	}
}

func FuzzDecodeFile(f *testing.F) {
	r := rng.Named(2, "files")
	for range 5 {
		text, err := EncodeFile(random(&testing.T{}, r))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"", "{}", "[]", "null", `{"format":"protocell-experiment","version":1,"spec":{"pins":[]}}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := DecodeFile(text)
		if err != nil {
			if _, ok := err.(*FileError); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		encoded, err := EncodeFile(l)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := DecodeFile(encoded); err != nil || !reflect.DeepEqual(back, l) {
			t.Fatalf("%s reads as %+v, %v, want %+v", encoded, back, err, l)
		}
	})
}
