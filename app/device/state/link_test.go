package state

import (
	"strings"
	"testing"

	"protocell/app/notice"
	"protocell/core/space/spaces"
)

// TestLinkRoundTrip: a link has the profile to four digits, and what it says stays what it
// says.
func TestLinkRoundTrip(t *testing.T) {
	v := open(t, "")
	v.do(ShareProfile{Ref: referenceRef, Address: "http://here/device.html"})
	text := v.effects[0].(CopyText).Text
	_, fragment, _ := strings.Cut(text, "#")
	w := open(t, fragment)
	e := w.Shown()
	if e.Whose != Linked || e.Name != v.Shown().Name || len(e.Networks) != len(v.Shown().Networks) {
		t.Fatalf("the link shows %q", e.Name)
	}
	again, err := Link{Profile: e.Profile}.Fragment()
	if err != nil || again != fragment {
		t.Errorf("the link of what a link says is another (%v)", err)
	}
	w.do(KeepLinked{})
	if w.Shown().Whose != Given || len(w.kept) != 1 || w.Entry(linkRef) != nil {
		t.Errorf("kept, it is %q", w.Shown().Whose)
	}
	big := v.reference()
	for i := range 4000 {
		n := big.Networks[i%60]
		n.Time.Seconds *= 1 + float64(i)/7001
		n.Time.Low, n.Time.High = n.Time.Seconds, n.Time.Seconds
		big.Networks = append(big.Networks, n)
	}
	if _, err := (Link{Profile: big}).Fragment(); err == nil {
		t.Error("a profile of 4,000 networks fits in a link")
	}
}

// TestLinks reads architectures, and refuses what is no link.
func TestLinks(t *testing.T) {
	v := open(t, "v=1&sp=nb201&a=000000&zoom=3")
	if string(v.Network.Arch) == "" || v.Network.Space != "nb201" || len(v.Notices) != 1 || v.Notices[0].Details[0] != "zoom" {
		t.Errorf("%+v, %+v", v.Network, v.Notices)
	}
	v = open(t, "sp=mnasnet&a="+spacesArch(t, "mnasnet"))
	if v.Network.Space != "mnasnet" || v.Form.Space != "mnasnet" {
		t.Errorf("an architecture without a profile: %+v", v.Network)
	}
	for _, fragment := range []string{"v=2", "sp=x", "a=999999", "profile=abc", "v=1&v=1", "a=%", "profile=" + strings.Repeat("a", maxLink)} {
		v := open(t, fragment)
		if len(v.Notices) != 1 || v.Notices[0].Kind != notice.Fault || v.Shown().Whose != Reference {
			t.Errorf("%.20s: %+v", fragment, v.Notices)
		}
	}
}

// spacesArch is an architecture of a space as a link has it.
func spacesArch(t *testing.T, id string) string {
	t.Helper()
	s, err := spaces.ByID(id)
	if err != nil {
		t.Fatal(err)
	}
	text, err := s.PrintAs(s.Presets()[0].Arch, "code")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func FuzzParseLink(f *testing.F) {
	for _, seed := range []string{"", "v=1&sp=nb201&a=000000", "profile=abc", "v=1&a=%"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, fragment string) {
		l, err := ParseLink(fragment)
		if err != nil {
			return
		}
		text, err := l.Fragment()
		if err != nil {
			return // a profile may take more room than it came in
		}
		back, err := ParseLink(text)
		if err != nil || back.Space != l.Space || back.Arch != l.Arch || (back.Profile == nil) != (l.Profile == nil) {
			t.Errorf("%q became %q: %v", fragment, text, err)
		}
	})
}
