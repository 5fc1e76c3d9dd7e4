package state

import (
	"fmt"
	"strings"

	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/share"
	"protocell/core/space"
)

// Link is how the page was opened, until the experiment is edited.
type Link struct {
	Digest string // of the result that the sender saw
	key    Key
	arch   space.Arch
}

// New returns the state of a page that has just been opened.
func New(start Start) (State, error) {
	s := State{
		Theme: start.Theme, Narrow: start.Narrow, Pool: start.Pool, known: newKnown(), random: stream(start.Random),
		Axes: Axes{X: "flops", Y: "nwot"}, Sample: newSample(), Images: Images{Edge: defaultEdge}, lastEdit: -2 * burst,
	}
	for _, group := range start.Folded {
		s = s.fold(group)
	}
	if err := start.Spec.Validate(); err != nil {
		return s, err
	}
	net, err := netOf(start.Spec)
	if err != nil {
		return s, err
	}
	s.Spec, s.Net, s.key = start.Spec, net, setup(start.Spec)
	return s, nil
}

// link returns the experiment as a link, with the digest of its result if that is
// known.
func (s State) link() share.Link {
	return share.Link{Spec: s.Spec, Mix: ensemble.PrintWeights(s.Mix.Weights), Digest: s.Digest()}
}

// fragment returns the experiment as the address bar has it: short, without a
// digest.
func (s State) fragment() string {
	l := s.link()
	l.Digest, l.Embed = "", s.Embed
	return fragmentOf(l)
}

func fragmentOf(l share.Link) string {
	f, err := l.Fragment()
	if err != nil {
		panic(err) // only a valid experiment is ever on show
	}
	return f
}

// LinkURL returns the link to the experiment. base is the address of the page.
func (s State) LinkURL(base string) string {
	return base + "#" + fragmentOf(s.link())
}

// EmbedCode returns the markup that shows the experiment inside another page.
func (s State) EmbedCode(base string) string {
	l := s.link()
	l.Embed = true
	return fmt.Sprintf("<iframe src=\"%s#%s\" title=\"Protocell\" width=\"100%%\" height=\"760\" loading=\"lazy\"></iframe>",
		base, strings.ReplaceAll(fragmentOf(l), "&", "&amp;"))
}

func (a Opened) reduce(s State, now float64) (State, []Effect) {
	if a.Fragment == "" {
		return s.open(share.Link{Spec: experiment.Default()}, now)
	}
	l, err := share.ParseLink(a.Fragment)
	if err != nil {
		s, effects := s.open(share.Link{Spec: experiment.Default()}, now)
		s = s.notify(Notice{Topic: "link", Kind: Fault,
			Text: "The link cannot be read, so this is the default experiment. " + sentence(err)})
		return s, append(effects, Say{"The link cannot be read. This is the default experiment."})
	}
	return s.open(l, now)
}

// sentence writes an error as one.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// open shows what a link or a file holds. It can be undone like an edit.
func (s State) open(l share.Link, now float64) (State, []Effect) {
	s = s.hush("link")
	s.Embed, s.Link = l.Embed, nil
	first := !s.opened
	s.opened = true
	if before := s.Spec; !same(before, l.Spec) {
		var ok bool
		if s, ok = s.show(l.Spec); !ok {
			return s, nil
		}
		// What the page is opened with is where it begins, not an edit.
		if !first {
			s.past, s.future = append(s.past[:len(s.past):len(s.past)], before), nil
		}
	}
	s = s.weigh(l.Mix)
	s = s.checkSet()
	if len(l.Unknown) > 0 {
		s = s.notify(Notice{Topic: "link", Kind: Warning,
			Text: "The link has settings that this version does not know, and that are left out: " + strings.Join(l.Unknown, ", ") + "."})
	}
	if l.Digest != "" {
		s.Link = &Link{l.Digest, s.key, s.Net.Arch}
	}
	if s.Complete() {
		return s.compare()
	}
	return s, nil
}

// same reports whether two experiments are one.
func same(a, b experiment.Spec) bool {
	return fragmentOf(share.Link{Spec: a}) == fragmentOf(share.Link{Spec: b})
}

// compare holds the result, which must be complete, against the digest that the
// page was opened with.
func (s State) compare() (State, []Effect) {
	l := s.Link
	if l == nil || l.key != s.key || l.arch != s.Net.Arch {
		return s, nil
	}
	s.Link = nil
	if s.Digest() == l.Digest {
		s = s.notify(Notice{Topic: "digest", Kind: Good,
			Text: "Identical: every number is the one that the link was made with, to the last bit."})
		return s, []Effect{Say{"Identical to the result of the link."}}
	}
	s = s.notify(Notice{Topic: "digest", Kind: Warning,
		Text:    "Not identical: the numbers here are not those that the link was made with.",
		Details: []string{"The link has " + l.Digest + ".", "Computed here: " + s.Digest() + ".", "It was probably made by another version of Protocell."}})
	return s, []Effect{Say{"Not identical to the result of the link."}}
}

func (a Dropped) reduce(s State, now float64) (State, []Effect) {
	err := a.Err
	var l share.Link
	if err == nil {
		l, err = share.DecodeFile([]byte(a.Text))
	}
	if err != nil {
		s = s.notify(Notice{Topic: "file", Kind: Fault, Text: "“" + a.Name + "” cannot be opened. " + sentence(err)})
		return s, []Effect{Say{"The file cannot be opened."}}
	}
	s = s.hush("file")
	s.Dialog = NoDialog
	s, effects := s.open(l, now)
	s, written := s.wrote(now)
	return s, append(append(effects, written...), Say{"The file is opened. " + s.describe()})
}

// Download offers the experiment under a name that says which cell it is of.
func (Download) reduce(s State, _ float64) (State, []Effect) {
	text, err := share.EncodeFile(s.link())
	if err != nil {
		panic(err) // only a valid experiment is ever on show
	}
	return s, []Effect{SaveFile{Name: "protocell-" + s.Net.Code + ".json", Text: string(text)}}
}

func (a CopyLink) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{CopyText{s.LinkURL(a.Base), "The link"}}
}

func (a CopyEmbed) reduce(s State, _ float64) (State, []Effect) {
	return s, []Effect{CopyText{s.EmbedCode(a.Base), "The code to embed"}}
}

func (a CopyArch) reduce(s State, _ float64) (State, []Effect) {
	text, err := s.Net.Space.PrintAs(s.Net.Arch, a.Notation)
	if err != nil {
		return s.notify(Notice{Topic: "copy", Kind: Fault, Text: sentence(err)}), nil
	}
	return s, []Effect{CopyText{text, "The architecture"}}
}

func (a Copied) reduce(s State, _ float64) (State, []Effect) {
	if a.Err != nil {
		s = s.notify(Notice{Topic: "copy", Kind: Fault, Text: a.What + " could not be copied. Select the text and copy it by hand.", Details: []string{a.Err.Error()}})
		return s, []Effect{Say{a.What + " could not be copied."}}
	}
	s = s.notify(Notice{Topic: "copy", Kind: Good, Text: a.What + " is on the clipboard."})
	return s, []Effect{Say{a.What + " is on the clipboard."}}
}
