package importer

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"protocell/core/space/spaces"
	"protocell/core/table"
)

// fuzzImport imports any content under a name: it gives an error that says which file,
// or a table that can be kept and read back.
func fuzzImport(f *testing.F, name string) {
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<16 {
			return
		}
		tab, _, err := Import([]File{{Name: name, Data: content}}, Options{Times: true})
		if err != nil {
			if !strings.HasPrefix(err.Error(), name) {
				t.Fatalf("the error %q does not say which file", err)
			}
			return
		}
		b, err := table.Encode(tab)
		if err != nil {
			t.Fatal(err)
		}
		again, err := table.Decode(b, spaces.ByID)
		if err != nil || again.Len() != tab.Len() || len(again.Columns) != len(tab.Columns) {
			t.Fatalf("it is read back as %+v, %v", again, err)
		}
	})
}

func FuzzNASLib(f *testing.F) {
	f.Add([]byte(suiteJSON))
	f.Add([]byte(`{"jigsaw": {"(0, 1, 2, 3, 0, 1)": {"snip": null, "a\u0041": {"score": 1, "time": -Infinity}}}}`))
	fuzzImport(f, "zc_nasbench201.json")
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("net,acc\n\"(4, 0, 3, 1, 4, 3)\",84.99\n\"(2, 2, 0, 4, 2, 0)\",93.5\n"))
	f.Add([]byte("idx;task;code;jacov\n1;jigsaw;000000;-1e8\n2;normal;000000;-inf\n"))
	f.Add([]byte("idx\tacc\n1\t2\n"))
	f.Add([]byte(gz(f, "code,edgetpu_latency\n000000,-1\n")))
	fuzzImport(f, "nb201.csv")
}

// FuzzJSON reads any text as encoding/json does, but for what Python adds to JSON.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a": [1, -2.5e3, true, null], "b\n": {}}`, `[[[]]]`, `"\ud83d\ude00"`, `01`, `{"a" 1}`, `1 2`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		j := &jsonText{data: text}
		err := j.skip()
		if err == nil && j.peek() == 0 && j.at == len(text) {
			return // it is read; what is stricter in encoding/json does no harm
		}
		if json.Valid(text) && !deep(text) {
			t.Fatalf("%q is JSON, but at byte %d: %v", text, j.at, err)
		}
	})
}

// deep reports whether text may nest deeper than is read, or has a number out of range.
func deep(text []byte) bool {
	depth := 0
	for _, c := range text {
		if c == '[' || c == '{' {
			depth++
		}
	}
	var v any
	return depth > maxDepth || json.Unmarshal(text, &v) != nil
}

// FuzzNumber reads numbers as what they print.
func FuzzNumber(f *testing.F) {
	f.Add(1.5)
	f.Add(math.Inf(-1))
	f.Fuzz(func(t *testing.T, v float64) {
		text, err := json.Marshal(v)
		if err != nil {
			return
		}
		if got, ok := number(string(text)); !ok || math.Float64bits(got) != math.Float64bits(v) {
			t.Fatalf("%s is read as %v", text, got)
		}
	})
}
