// Package share writes an experiment as text and reads it back: as the fragment
// of a URL and as a file, both versioned, bounded and canonical. It is apart from
// package experiment because workers, which get experiments from their page, do
// without it.
package share

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/core/ensemble"
	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/proxy"
	"protocell/core/space"
	"protocell/core/space/spaces"
)

// Link is what the fragment of a URL carries.
type Link struct {
	Spec   experiment.Spec
	Digest string // of the result that whoever made the link saw, or ""
	Embed  bool   // the page shows itself without its frame
	// Mix has the weights of the weighted mix, as ensemble.PrintWeights does; "" are those
	// of its own members.
	Mix string
	// Unknown has the keys that Parse does not know, in order. They change nothing
	// and are not printed again.
	Unknown []string
}

// Version is the version of the links that Fragment prints.
const Version = 1

// Bounds of a link.
const (
	MaxLink  = 8 << 10  // bytes of a fragment
	MaxPlain = 64 << 10 // bytes of a fragment after decompression
	maxPairs = 64
	// longPlain is the number of bytes from which on a fragment is compressed.
	longPlain = 1000
)

// linkKey is one key of version 1: what it means, both ways.
type linkKey struct {
	name string
	// print returns the value, or "" if it is the default.
	print func(l *Link, sp space.Space) string
	parse func(l *Link, value string) error
}

// linkKeys are the keys of version 1 after v, in canonical order.
//
//	v   version, always first
//	sp  search space
//	a   architecture: the space's code; Parse takes any notation
//	c   channels of the first stage
//	n   cells a stage
//	i   image: channels x height x width, e.g. 3x32x32
//	k   classes
//	b   images in the batch
//	d   image set
//	t   transform of the images
//	g   1 if images are cropped and flipped at random
//	s   seed, 0 to 2^64-1
//	j   what is added to the seed for initialisation, batch and noise, joined by dots
//	x   proxies, joined by commas; the default ones if left out
//	p   pinned architectures, as in a, joined by dots
//	m   weights of the weighted mix, as in nwot=0.5,synflow=1
//	r   digest of the result
//	z   in the place of all keys above but v, compressed: deflate, base64url
//	e   1 if embedded, else 0; always last
var linkKeys = []linkKey{
	{"sp", func(l *Link, _ space.Space) string { return unless(linkDefaults().Space, l.Spec.Space) },
		func(l *Link, v string) error { l.Spec.Space = v; return nil }},
	{"a", printArch, func(l *Link, v string) error { l.Spec.Arch = v; return nil }},
	numberKey("c", func(s *experiment.Spec) *int { return &s.Skeleton.C }),
	numberKey("n", func(s *experiment.Spec) *int { return &s.Skeleton.N }),
	{"i", printShape, parseShape},
	numberKey("k", func(s *experiment.Spec) *int { return &s.Skeleton.Classes }),
	numberKey("b", func(s *experiment.Spec) *int { return &s.Batch }),
	{"d", func(l *Link, _ space.Space) string { return unless(linkDefaults().Data, l.Spec.Data) },
		func(l *Link, v string) error { l.Spec.Data = v; return nil }},
	{"t", func(l *Link, _ space.Space) string { return l.Spec.Transform },
		func(l *Link, v string) error { l.Spec.Transform = v; return nil }},
	{"g", printAugment, parseAugment},
	{"s", printSeed, parseSeed},
	{"j", printShift, parseShift},
	{"x", printProxies, func(l *Link, v string) error { l.Spec.Proxies = strings.Split(v, ","); return nil }},
	{"p", printPins, func(l *Link, v string) error { l.Spec.Pins = strings.Split(v, "."); return nil }},
	{"m", func(l *Link, _ space.Space) string { return l.Mix }, parseMix},
	{"r", func(l *Link, _ space.Space) string { return l.Digest }, parseDigest},
}

// linkDefaults is what a link of version 1 means where it says nothing. It never
// changes, whatever becomes of Default, or old links would change their meaning.
func linkDefaults() experiment.Spec {
	return experiment.Spec{
		Space: "nb201",
		Arch:  "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|",
		Skeleton: graph.Skeleton{
			C: 8, N: 1,
			Input:   graph.Shape{C: 3, H: 32, W: 32},
			Classes: 10,
		},
		Batch: 32,
		Data:  "shapes",
		Seed:  1,
	}
}

// canonical returns l in the one form of all that mean the same. The error is that of an
// invalid link.
func (l Link) canonical() (Link, error) {
	var err error
	if l.Spec, err = l.Spec.Canonical(); err != nil {
		return l, err
	}
	if err := validDigest(l.Digest); err != nil {
		return l, &experiment.FieldError{Field: "digest", Value: l.Digest, Reason: err.Error()}
	}
	if err := parseMix(&l, l.Mix); err != nil {
		return l, &experiment.FieldError{Field: "mix", Value: l.Mix, Reason: err.Error()}
	}
	return l, nil
}

// Fragment returns the canonical fragment, without "#". Links with equal Spec, Digest,
// Mix and Embed have equal fragments. The error is that of an invalid link.
func (l Link) Fragment() (string, error) {
	l, err := l.canonical()
	if err != nil {
		return "", err
	}
	sp, err := spaces.ByID(l.Spec.Space)
	if err != nil {
		return "", err
	}
	var pairs []string
	for _, k := range linkKeys {
		if v := k.print(&l, sp); v != "" {
			pairs = append(pairs, k.name+"="+v)
		}
	}
	plain := strings.Join(pairs, "&")
	if len(plain) >= longPlain {
		if packed := Pack(plain); len(packed)+len("z=") < len(plain) {
			plain = "z=" + packed
		}
	}
	text := fmt.Sprintf("v=%d", Version)
	if plain != "" {
		text += "&" + plain
	}
	switch last := text[len(text)-1]; {
	case l.Embed:
		text += "&e=1"
	case last == '-' || last == '_':
		// Programs that find links in text leave a last "_" out.
		text += "&e=0"
	}
	return text, nil
}

// unless returns value, or "" if it is the default.
func unless(byDefault, value string) string {
	if value == byDefault {
		return ""
	}
	return value
}

func printArch(l *Link, sp space.Space) string {
	if d := linkDefaults(); l.Spec.Space == d.Space && l.Spec.Arch == d.Arch {
		return ""
	}
	return code(sp, l.Spec.Arch)
}

// code returns the code of an architecture, which Canonical has checked.
func code(sp space.Space, arch string) string {
	a, err := sp.Parse(arch)
	if err != nil {
		panic("share: a canonical architecture does not parse: " + err.Error())
	}
	text, err := sp.PrintAs(a, space.Code)
	if err != nil {
		panic("share: " + err.Error())
	}
	return text
}

// numberKey is the key of an integer that a Limit bounds.
func numberKey(name string, of func(*experiment.Spec) *int) linkKey {
	d := linkDefaults()
	byDefault := strconv.Itoa(*of(&d))
	return linkKey{name,
		func(l *Link, _ space.Space) string { return unless(byDefault, strconv.Itoa(*of(&l.Spec))) },
		func(l *Link, v string) (err error) {
			*of(&l.Spec), err = parseInt(v)
			return err
		}}
}

// parseInt reads decimal digits; a Limit checks the range.
func parseInt(text string) (int, error) {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return 0, fmt.Errorf("it is not a whole number in range")
	}
	return int(n), nil
}

func shapeText(s graph.Shape) string { return fmt.Sprintf("%dx%dx%d", s.C, s.H, s.W) }

func printShape(l *Link, _ space.Space) string {
	return unless(shapeText(linkDefaults().Skeleton.Input), shapeText(l.Spec.Skeleton.Input))
}

func parseShape(l *Link, v string) (err error) {
	l.Spec.Skeleton.Input, err = ParseShape(v)
	return err
}

// ParseShape reads channels x height x width, e.g. 3x32x32. It does not check the
// range.
func ParseShape(text string) (graph.Shape, error) {
	var n [3]int
	parts := strings.Split(text, "x")
	if len(parts) != len(n) {
		return graph.Shape{}, fmt.Errorf("it is not channels x height x width, as 3x32x32 is")
	}
	for i, part := range parts {
		var err error
		if n[i], err = parseInt(part); err != nil {
			return graph.Shape{}, fmt.Errorf("it is not channels x height x width, as 3x32x32 is: %q: %w", part, err)
		}
	}
	return graph.Shape{C: n[0], H: n[1], W: n[2]}, nil
}

func printSeed(l *Link, _ space.Space) string {
	return unless(strconv.FormatUint(linkDefaults().Seed, 10), strconv.FormatUint(l.Spec.Seed, 10))
}

func parseSeed(l *Link, v string) (err error) {
	l.Spec.Seed, err = parseUint64(v)
	return err
}

// parseUint64 reads a seed, or what is added to one.
func parseUint64(v string) (uint64, error) {
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("a seed is a whole number, 0 to 18446744073709551615")
	}
	return n, nil
}

func printShift(l *Link, _ space.Space) string {
	d := l.Spec.Shift
	if d == (experiment.Seeds{}) {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d", d.Init, d.Batch, d.Noise)
}

func parseShift(l *Link, v string) (err error) {
	parts := strings.Split(v, ".")
	d := &l.Spec.Shift
	of := []*uint64{&d.Init, &d.Batch, &d.Noise}
	if len(parts) != len(of) {
		return fmt.Errorf("it is three whole numbers, of initialisation, batch and noise, as 1.0.0 is")
	}
	for i, part := range parts {
		if *of[i], err = parseUint64(part); err != nil {
			return err
		}
	}
	return nil
}

func printAugment(l *Link, _ space.Space) string {
	if l.Spec.Augment {
		return "1"
	}
	return ""
}

func parseAugment(l *Link, v string) (err error) {
	l.Spec.Augment, err = parseBool(v)
	return err
}

func parseBool(v string) (bool, error) {
	if v != "0" && v != "1" {
		return false, fmt.Errorf("it is 0 or 1")
	}
	return v == "1", nil
}

// printProxies names the proxies in a link with a digest even if they are the defaults, for
// the digest is of these and not of those that the table has later.
func printProxies(l *Link, _ space.Space) string {
	list := l.Spec.Proxies
	if len(list) == 0 && l.Digest != "" {
		list = proxy.Defaults()
	}
	return strings.Join(list, ",")
}

func printPins(l *Link, sp space.Space) string {
	pins := slices.Clone(l.Spec.Pins)
	for i := range pins {
		pins[i] = code(sp, pins[i])
	}
	return strings.Join(pins, ".")
}

func parseMix(l *Link, v string) error {
	weights, err := ensemble.ParseWeights(v)
	if err == nil {
		l.Mix = ensemble.PrintWeights(weights)
	}
	return err
}

func parseDigest(l *Link, v string) error {
	l.Digest = v
	return validDigest(v)
}

// validDigest bounds what may stand for a digest.
func validDigest(digest string) error {
	const most = 80
	ok := len(digest) <= most
	for _, c := range digest {
		ok = ok && ('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '_')
	}
	if !ok {
		return fmt.Errorf("a digest is at most %d letters, digits, - and _", most)
	}
	return nil
}

func parseEmbed(l *Link, v string) (err error) {
	l.Embed, err = parseBool(v)
	return err
}
