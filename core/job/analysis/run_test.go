package analysis

import (
	"reflect"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/proxy"
)

func smallRun(rows int) *Run {
	spec := experiment.Default()
	spec.Proxies = []string{"params", "nwot"}
	r := NewRun("table:1", spec, spec.Proxies, rows)
	for row := range rows {
		if row%2 == 0 {
			r.Columns[0].Set(row, proxy.Score{Value: proxy.Number(row), Status: proxy.OK})
			r.Columns[1].Set(row, proxy.Score{Value: proxy.Number(-row), Status: proxy.OK})
		}
	}
	r.Columns[1].Set(2, proxy.Score{Status: proxy.NegInf})
	return r
}

func TestRun(t *testing.T) {
	files, _ := small(t)
	r := smallRun(60)
	b, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeRun(b)
	if err != nil || !reflect.DeepEqual(got, r) {
		t.Fatalf("%+v is read back as %+v, %v", r, got, err)
	}
	files["run:1"] = b
	var c Comparison
	must(t, files, Compare, Question{Table: ref, Run: "run:1", Truth: "a/test", Proxies: []string{Here + "params", Here + "nwot"}}, &c)
	if c.Rows != 30 || c.Missing != 0 || c.Unscored != 30 || c.Proxies[1].Unranked != 1 {
		t.Errorf("%d rows, %d not scored, %d last", c.Rows, c.Unscored, c.Proxies[1].Unranked)
	}
	if b, err = smallRun(59).Encode(); err != nil {
		t.Fatal(err)
	}
	files["run:1"] = b
	if got := call(t, files, Compare, Question{Table: ref, Run: "run:1", Truth: "a/test", Proxies: []string{Here + "params"}}, nil); !strings.Contains(got, "59 rows, and the table has 60") {
		t.Errorf("scores of another table: %s", got)
	}
}

func FuzzDecodeRun(f *testing.F) {
	b, err := smallRun(3).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)-1])
	f.Add([]byte(runMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := DecodeRun(b)
		if err != nil {
			return
		}
		again, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if same, err := DecodeRun(again); err != nil || !reflect.DeepEqual(same, r) {
			t.Fatalf("%+v is read back as %+v, %v", r, same, err)
		}
	})
}
