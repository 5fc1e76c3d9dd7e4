package share

import (
	"bufio"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"protocell/core/experiment"
	"protocell/core/proxy"
	"protocell/core/rng"
)

func TestDefaultsOfLinksAreCanonical(t *testing.T) {
	if c, err := linkDefaults().Canonical(); err != nil || !reflect.DeepEqual(c, linkDefaults()) {
		t.Errorf("canonical form %+v, %v", c, err)
	}
}

func TestFragment(t *testing.T) {
	for _, c := range []struct {
		change func(*Link)
		want   string
	}{
		{func(l *Link) {}, "v=1"},
		{func(l *Link) { l.Spec.Arch = "(0,0,0,0,0,0)" }, "v=1&a=111111"},
		{func(l *Link) {
			s := &l.Spec
			s.Skeleton.C, s.Skeleton.N, s.Batch, s.Data, s.Seed = 16, 5, 64, "noise", 42
			s.Pins = []string{"111111", "303101"}
		}, "v=1&c=16&n=5&b=64&d=noise&s=42&p=111111.303101"},
		{func(l *Link) {
			l.Spec.Seed, l.Spec.Skeleton.Input.H, l.Spec.Skeleton.Classes = 1<<64-1, 16, 5
			l.Spec.Proxies = []string{"snip", "nwot"}
			l.Embed = true
		}, "v=1&i=3x16x32&k=5&s=18446744073709551615&x=nwot,snip&e=1"},
		{func(l *Link) { l.Digest = "abc" }, "v=1&x=" + strings.Join(proxy.Defaults(), ",") + "&r=abc"},
		{func(l *Link) { l.Spec.Proxies, l.Digest = []string{"snip"}, "abc_" }, "v=1&x=snip&r=abc_&e=0"},
		{func(l *Link) { l.Spec.Proxies, l.Digest, l.Embed = []string{"snip"}, "abc_", true }, "v=1&x=snip&r=abc_&e=1"},
	} {
		l := Link{Spec: experiment.Default()}
		c.change(&l)
		if got, err := l.Fragment(); err != nil || got != c.want {
			t.Errorf("got %s, %v, want %s", got, err, c.want)
		}
	}
}

func TestFragmentOfInvalidLink(t *testing.T) {
	for _, l := range []Link{{}, {Spec: experiment.Default(), Digest: "a b"}, {Spec: experiment.Default(), Digest: strings.Repeat("a", 81)}} {
		if text, err := l.Fragment(); err == nil {
			t.Errorf("got %s, want an error", text)
		}
	}
}

func TestParseLinkIsInverse(t *testing.T) {
	r := rng.Named(1, "links")
	compressed, longest := 0, 0
	for range 300 {
		l := random(t, r)
		text, err := l.Fragment()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "z=") {
			compressed++
		}
		longest = max(longest, len(text))
		if bad := strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=&.,"); bad != "" {
			t.Fatalf("%s has %q, which needs escapes in a URL", text, bad)
		}
		if strings.TrimRight(text, "-_") != text {
			t.Fatalf("%s ends in a character that may be lost", text)
		}
		for _, text := range []string{text, "#" + text} {
			if got, err := ParseLink(text); err != nil || !reflect.DeepEqual(got, l) {
				t.Fatalf("%s reads as %+v, %v, want %+v", text, got, err, l)
			}
		}
	}
	if compressed == 0 || compressed == 300 || longest > MaxLink {
		t.Errorf("%d of 300 links are compressed; the longest has %d bytes", compressed, longest)
	}
}

func TestParseLinkForgives(t *testing.T) {
	want := experiment.Default()
	want.Arch = "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|"
	for _, text := range []string{
		"a=111111&v=1",
		"#v=1&&a=111111&",
		"v=1&a=(0,0,0,0,0,0)&c=8&s=1&e=0",
		"v=1&a=|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|",
		"v=1&a=%7Cskip_connect~0%7C+%7Cskip_connect~0%7Cskip_connect~1%7C+%7Cskip_connect~0%7Cskip_connect~1%7Cskip_connect~2%7C",
		"v=1&z=" + Pack("a=111111"),
		"z=" + Pack("a=111111") + "&c=8&v=01",
	} {
		l, err := ParseLink(text)
		if err != nil || !reflect.DeepEqual(l, Link{Spec: want}) {
			t.Errorf("%s reads as %+v, %v", text, l, err)
		}
	}
	for _, text := range []string{"", "#"} {
		if l, err := ParseLink(text); err != nil || !reflect.DeepEqual(l, Link{Spec: experiment.Default()}) {
			t.Errorf("%q reads as %+v, %v", text, l, err)
		}
	}
}

func TestUnknownKeysAreReported(t *testing.T) {
	l, err := ParseLink("v=1&zoom=3&c=16&A=1&<b>=%3Cscript%3E")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"zoom", "A", "<b>"}; !reflect.DeepEqual(l.Unknown, want) {
		t.Errorf("unknown keys %q, want %q", l.Unknown, want)
	}
	if text, err := l.Fragment(); err != nil || text != "v=1&c=16" {
		t.Errorf("prints as %s, %v", text, err)
	}
}

func TestParseLinkErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a=111111", "the link has no version; it should begin with v=1"},
		{"hello", `the link has hello, which is not of the form key=value`},
		{"v=1&c", "the link has c, which is not of the form key=value"},
		{"v=0", "the link has v=0: a version is 1 to 1"},
		{"v=2&c=16", "the link has v=2: this is Protocell of version 1; reload the page to get the newest"},
		{"v=x", "the link has v=x: a version is 1 to 1"},
		{"v=1&v=1", "the link has v=1: the key is there twice"},
		{"v=1&c=16&c=16", "the link has c=16: the key is there twice"},
		{"v=1&q=1&q=2", "the link has q=2: the key is there twice"},
		{"v=1&c=", `the link has c="": it has no value`},
		{"v=1&c=1e3", "the link has c=1e3: it is not a whole number in range"},
		{"v=1&c=-1", "the link has c=-1: it is not a whole number in range"},
		{"v=1&c=NaN", "the link has c=NaN: it is not a whole number in range"},
		{"v=1&c=99999999999999999999", "it is not a whole number in range"},
		{"v=1&c=999", `the link is not valid: skeleton.c is "999": not in 1 to 64`},
		{"v=1&b=1", `batch is "1": not in 2 to 256`},
		{"v=1&s=1.5", "the link has s=1.5: a seed is a whole number, 0 to 18446744073709551615"},
		{"v=1&s=18446744073709551616", "a seed is a whole number"},
		{"v=1&s=-1", "a seed is a whole number"},
		{"v=1&i=3x32", "the link has i=3x32: it is not channels x height x width, as 3x32x32 is"},
		{"v=1&i=3x32xInf", `"Inf": it is not a whole number in range`},
		{"v=1&a=conv", `the link is not valid: arch is "conv"`},
		{"v=1&d=../x", `data is "../x": no image set`},
		{"v=1&sp=nb101", `space is "nb101": no search space`},
		{"v=1&x=nwot,", `proxies is "": no such proxy`},
		{"v=1&p=111111.111111", "it is there twice"},
		{"v=1&r=a%20b", "the link has r=a b: a digest is at most 80 letters"},
		{"v=1&e=2", "the link has e=2: it is 0 or 1"},
		{"v=1&a=%zz", "the link has a=%zz: the % does not begin an escape such as %7C"},
		{"v=1&z=!", "the link has z=!: not base64url at byte 0"},
		{"v=1&z=AAA%0A", `not base64url at byte 3`},
		{"v=1&z=AAAA", "not compressed by deflate, or cut short"},
		{"v=1&z=" + Pack("a=111111")[:8], "the link has z="},
		{"v=1&z=" + Pack("z="+Pack("c=16")), "the key cannot be in the compressed part"},
		{"v=1&z=" + Pack("v=1"), "the key cannot be in the compressed part"},
		{"v=1&c=16&z=" + Pack("c=16"), "the link has c=16: the key is there twice"},
		{"v=1&z=" + Pack(strings.Repeat("a", MaxPlain+1)), "it decompresses to more than 65536 bytes"},
		{"v=1&z=" + Pack("q="+strings.Repeat("&", MaxPlain)), "it decompresses to more than 65536 bytes"},
		{"v=1&a=" + strings.Repeat("a", MaxLink), "more than 8192"},
		{"v=1&" + strings.Repeat("a&", 100), "the link has a, which is not"},
		{"v=1" + many(100), "the link has more than 64 keys"},
	} {
		l, err := ParseLink(c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60s: got %v, want %s", c.text, err, c.want)
		}
		if _, ok := err.(*LinkError); !ok || !reflect.DeepEqual(l, Link{}) {
			t.Errorf("%.60s: %T is no LinkError, or there is a result: %+v", c.text, err, l)
		}
		if err != nil && len(err.Error()) > 600 {
			t.Errorf("%.60s: the message has %d bytes", c.text, len(err.Error()))
		}
	}
}

// many returns n unknown keys.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("&q" + strings.Repeat("q", i) + "=1")
	}
	return b.String()
}

// Every link that was ever made opens for ever, and means the same. Lines are added
// to the file, and never changed: there is no update switch.
func TestOldLinks(t *testing.T) {
	f, err := os.Open("testdata/links.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := 0
	for sc := bufio.NewScanner(f); sc.Scan(); lines++ {
		fragment, text, _ := strings.Cut(sc.Text(), "\t")
		var want Link
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatalf("line %d is not a fragment, a tab, and JSON: %v", lines+1, err)
		}
		if got, err := ParseLink(fragment); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s reads as\n     %+v, %v\nwant %+v", fragment, got, err, want)
		}
	}
	if lines < 10 {
		t.Errorf("only %d old links", lines)
	}
}

func TestUpgradesReachTheVersion(t *testing.T) {
	for i, u := range upgrades {
		if u == nil {
			t.Errorf("no upgrade from version %d", i+1)
		}
	}
}

// A fragment either gives one clear message, or a link whose printed form reads
// back as the same and prints the same.
func FuzzParseLink(f *testing.F) {
	r := rng.Named(2, "links")
	for range 10 {
		l := random(&testing.T{}, r)
		text, err := l.Fragment()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"", "#", "v=1", "v=1&z=", "v=1&c=16&n=5&i=3x32x32&s=42&x=nwot&e=1&r=abc", "v=1&a=%7C", "v=2", "&&=&="} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLink(text)
		if err != nil {
			if _, ok := err.(*LinkError); !ok || len(err.Error()) > 2000 {
				t.Fatalf("%q: %T: %v", text, err, err)
			}
			return
		}
		if err := l.Spec.Validate(); err != nil {
			t.Fatalf("%q gives an invalid experiment: %v", text, err)
		}
		printed, err := l.Fragment()
		if err != nil {
			t.Fatal(err)
		}
		l.Unknown = nil
		back, err := ParseLink(printed)
		if err != nil || !reflect.DeepEqual(back, l) {
			t.Fatalf("%q prints as %q, which reads as %+v, %v", text, printed, back, err)
		}
		if again, err := back.Fragment(); err != nil || again != printed {
			t.Fatalf("%q prints as %q and then as %q, %v", text, printed, again, err)
		}
	})
}

// Whatever is decompressed, it is bounded, and never panics.
func FuzzUnpack(f *testing.F) {
	f.Add(Pack("a=111111"))
	f.Add(Pack(strings.Repeat("a", 100000)))
	f.Add("!")
	f.Fuzz(func(t *testing.T, packed string) {
		text, err := Unpack(packed)
		if err == nil && len(text) > MaxPlain {
			t.Fatalf("%d bytes", len(text))
		}
		if len(packed) < MaxPlain {
			if back, err := Unpack(Pack(packed)); err != nil || back != packed {
				t.Fatalf("%q packs and unpacks as %q, %v", packed, back, err)
			}
		}
	})
}
