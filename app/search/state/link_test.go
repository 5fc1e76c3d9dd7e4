package state

import (
	"strings"
	"testing"
)

func TestLinksAreInverse(t *testing.T) {
	f := Form{Strategies: "rea,random", Params: "rea.sample=5", Warm: "|none~0|+|none~0|none~1|;|x|", Cost: "1e3", Limits: "params=5", Digest: "00"}
	text := f.Fragment()
	got, unknown, err := ParseForm("#" + text)
	if err != nil || unknown != nil || got != f {
		t.Errorf("%s is %+v, %v, %v", text, got, unknown, err)
	}
	if (Form{}).Fragment() != "" {
		t.Error("the default form has a link")
	}
}

func TestBadLinks(t *testing.T) {
	for fragment, want := range map[string]string{
		"v=2&n=1":                      "version 2",
		"v=1&n=1&n=2":                  "twice",
		"v=1&n=%zz":                    "escaped",
		strings.Repeat("a", maxLink+1): "bytes",
	} {
		if _, _, err := ParseForm(fragment); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v", fragment, err)
		}
	}
	if f, unknown, err := ParseForm("v=1&zoom=3&n=5"); err != nil || len(unknown) != 1 || f.Trials != "5" {
		t.Errorf("%+v, %v, %v", f, unknown, err)
	}
}

func FuzzParseForm(f *testing.F) {
	f.Add("v=1&n=5&set=rea.sample=5")
	f.Add("v=1&warm=%7C&x=0")
	f.Fuzz(func(t *testing.T, fragment string) {
		form, _, err := ParseForm(fragment)
		if err != nil {
			return
		}
		again, _, err := ParseForm(form.Fragment())
		if err != nil || again != form {
			t.Errorf("%q is %+v, and then %+v, %v", fragment, form, again, err)
		}
	})
}
