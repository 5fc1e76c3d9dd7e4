package state

import (
	"errors"
	"strings"
	"testing"

	"protocell/core/experiment"
)

const base = "https://example.org/protocell/"

// link returns the link to a scored experiment.
func link(t *testing.T) string {
	t.Helper()
	v := open(t, "v=1&a=103123&b=16", 2)
	v.do(PauseReference{Pause: true})
	v.finish()
	fragment, ok := strings.CutPrefix(v.LinkURL(base), base+"#")
	if !ok || !strings.Contains(fragment, "&r="+v.Digest()) {
		t.Fatalf("the link is %s, the digest %s", v.LinkURL(base), v.Digest())
	}
	return fragment
}

func TestLinkSaysIdentical(t *testing.T) {
	v := open(t, link(t), 2)
	if v.Spec.Batch != 16 || v.Net.Code != "103123" || len(v.Notices) != 0 {
		t.Fatalf("opened %+v with %+v", v.Spec, v.Notices)
	}
	v.finish(forReference)
	if len(v.Notices) != 1 || v.Notices[0].Kind != Good || v.Notices[0].Topic != "digest" {
		t.Errorf("notices %+v", v.Notices)
	}
}

func TestLinkSaysWhatDiffers(t *testing.T) {
	fragment := link(t)
	i := strings.Index(fragment, "r=") + 2
	v := open(t, fragment[:i]+"AAAAAAAAAAA", 2)
	v.finish(forReference)
	if len(v.Notices) != 1 || v.Notices[0].Kind != Warning || len(v.Notices[0].Details) == 0 {
		t.Errorf("notices %+v", v.Notices)
	}
}

// The digest is of the cell that the link is of, not of what it was edited into.
func TestEditedLinkIsNotCompared(t *testing.T) {
	v := open(t, link(t), 2)
	v.do(SetOp{Edge: 0, Op: 4})
	v.finish(forReference)
	if len(v.Notices) != 0 {
		t.Errorf("notices %+v", v.Notices)
	}
}

func TestMalformedLinkOpensTheDefault(t *testing.T) {
	for _, fragment := range []string{"nonsense", "v=1&b=0", "v=1&a=zzz", "v=9", "v=1&z=AAAA", "%zz", "v=1&s=-1"} {
		v := open(t, fragment, 2)
		if !same(v.Spec, experiment.Default()) {
			t.Errorf("%s opens %+v", fragment, v.Spec)
		}
		if len(v.Notices) != 1 || v.Notices[0].Kind != Fault {
			t.Errorf("%s gives %+v, want one message", fragment, v.Notices)
		}
	}
}

func TestUnknownKeysAreReportedAndLeftOut(t *testing.T) {
	v := open(t, "v=1&b=16&colour=red", 2)
	if v.Spec.Batch != 16 || len(v.Notices) != 1 || !strings.Contains(v.Notices[0].Text, "colour") {
		t.Errorf("notices %+v", v.Notices)
	}
	if strings.Contains(v.LinkURL(base), "colour") {
		t.Errorf("the link goes on with it: %s", v.LinkURL(base))
	}
}

// Going back in the browser's history shows what was there, and writes nothing.
func TestBackIsAnExperimentToo(t *testing.T) {
	v := open(t, "", 2)
	v.do(SetOp{Edge: 0, Op: 1})
	v.do(Opened{Fragment: ""})
	if !same(v.Spec, experiment.Default()) || len(all[WriteURL](v)) != 0 {
		t.Errorf("back at %+v, writing %+v", v.Spec, all[WriteURL](v))
	}
	v.do(Undo{})
	if v.Net.Code != "133123" {
		t.Errorf("undone to %s", v.Net.Code)
	}
}

func TestEmbed(t *testing.T) {
	v := open(t, "v=1&e=1", 2)
	if !v.Embed {
		t.Fatal("not embedded")
	}
	v.finish()
	if v.ReferenceDone() != 0 {
		t.Error("an embedded page scores the reference sample")
	}
	if strings.Contains(v.LinkURL(base), "e=1") || !strings.Contains(v.EmbedCode(base), "&amp;e=1") {
		t.Errorf("link %s, code %s", v.LinkURL(base), v.EmbedCode(base))
	}
	v.do(SetOp{Edge: 0, Op: 1})
	if w := all[WriteURL](v); len(w) != 1 || !strings.HasSuffix(w[0].Fragment, "e=1") {
		t.Errorf("the address becomes %+v", w)
	}
}

func TestFileIsReadBack(t *testing.T) {
	v := open(t, "v=1&a=103123&b=16&p=111111", 2)
	v.do(Download{})
	files := all[SaveFile](v)
	if len(files) != 1 || files[0].Name != "protocell-103123.json" {
		t.Fatalf("files %+v", files)
	}
	w := open(t, "", 2)
	w.do(Dropped{Name: "x.json", Text: files[0].Text})
	if !same(w.Spec, v.Spec) || len(all[WriteURL](w)) != 1 {
		t.Errorf("opened %+v", w.Spec)
	}
	for _, d := range []Dropped{{Name: "x.json", Text: "{"}, {Name: "x.json", Err: errors.New("it is too large")}} {
		w.do(d)
		if !same(w.Spec, v.Spec) || len(w.Notices) != 1 || w.Notices[0].Kind != Fault {
			t.Errorf("%+v gives %+v", d, w.Notices)
		}
	}
}

func TestCopying(t *testing.T) {
	v := open(t, "", 2)
	v.do(CopyArch{"naslib"})
	if c := all[CopyText](v); len(c) != 1 || c[0].Text != "(2, 2, 0, 2, 3, 2)" {
		t.Errorf("copied %+v", c)
	}
	v.do(Copied{What: "The link", Err: errors.New("denied")})
	if len(v.Notices) != 1 || v.Notices[0].Kind != Fault {
		t.Errorf("notices %+v", v.Notices)
	}
	v.do(Copied{What: "The link"})
	if len(v.Notices) != 1 || v.Notices[0].Kind != Good {
		t.Errorf("notices %+v", v.Notices)
	}
}

func TestOpeningIsNoEdit(t *testing.T) {
	if open(t, "v=1&a=000000", 2).CanUndo() {
		t.Error("the way the page was opened can be undone")
	}
}

// A link has the weights of the mix, which are no edit of the experiment.
func TestLinkHasTheMix(t *testing.T) {
	v := open(t, "v=1&m=synflow=1,nwot=-0.5", 1)
	if v.Mix.Weights["nwot"] != -0.5 || v.CanUndo() {
		t.Fatalf("opened with %+v", v.Mix)
	}
	v.do(SetWeights{Text: "nwot 1"})
	written := all[WriteURL](v)
	if want := "v=1&m=nwot=1"; !strings.Contains(v.LinkURL(base), want) || len(written) != 1 || written[0].Fragment != want {
		t.Errorf("the link is %s, and %+v is written", v.LinkURL(base), written)
	}
	v.do(Opened{Fragment: "v=1"})
	if v.Mix.Text != "" || v.Mix.Weights != nil {
		t.Errorf("a link without weights leaves %+v", v.Mix)
	}
}
