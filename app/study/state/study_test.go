package state

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"protocell/app/fragment"
)

func TestStudyLink(t *testing.T) {
	for _, c := range []struct {
		study Study
		want  string
	}{
		{Study{}, ""},
		{Study{Table: "nb201"}, "v=1&table=nb201"},
		{Study{Table: "table:00c0ffee", Truth: "c10/test", Proxies: []string{"c10/nwot", "combined/vote"}, Size: 500, Draw: 1<<64 - 1, Finite: true},
			"v=1&table=table:00c0ffee&y=c10/test&x=c10/nwot,combined/vote&n=500&s=18446744073709551615&f=1"},
		{Study{Table: "mine/a b.csv", Scores: "v=1&c=16"}, "v=1&table=mine/a+b.csv&c=v%3D1%26c%3D16"},
	} {
		got := c.study.Fragment()
		if got != c.want {
			t.Errorf("%+v is %s, want %s", c.study, got, c.want)
		}
		back, unknown, err := ParseStudy("#" + got)
		if err != nil || unknown != nil || !reflect.DeepEqual(back, c.study) {
			t.Errorf("%s is %+v, %v, %v", got, back, unknown, err)
		}
	}
}

func TestStudyLinkErrors(t *testing.T) {
	for text, want := range map[string]string{
		"v=2&table=x":                   "v: version 2",
		"table=x&table=y":               "table: it is there twice",
		"n=-1":                          "n: ",
		"n=99999999999":                 "n: ",
		"s=x":                           "s: ",
		"f=2":                           "f: ",
		"table=%zz":                     "not escaped",
		"x=a,b,a":                       `"a" is there twice`,
		"x=" + strings.Repeat("a,", 70): "",
		strings.Repeat("a", 9000):       "9000 bytes",
	} {
		_, _, err := ParseStudy(text)
		var wrong *fragment.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v", text, err)
		}
	}
	s, unknown, err := ParseStudy("v=1&table=nb201&zoom=3&q")
	if err != nil || s.Table != "nb201" || !reflect.DeepEqual(unknown, []string{"zoom", "q"}) {
		t.Errorf("%+v, %v, %v", s, unknown, err)
	}
}

func FuzzParseStudy(f *testing.F) {
	for _, text := range []string{"", "#v=1&table=nb201", "table=a%20b&x=,&n=0&s=0&f=0", "v=1&c=v%3D1", "=", "&&"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, _, err := ParseStudy(text)
		if err != nil {
			return
		}
		again, unknown, err := ParseStudy(s.Fragment())
		if len(s.Fragment()) <= maxLink && (err != nil || unknown != nil || again.Fragment() != s.Fragment()) {
			t.Errorf("%q is %q, and then %+v, %v, %v", text, s.Fragment(), again, unknown, err)
		}
	})
}
