package latency

import (
	"fmt"
	"strings"

	"protocell/core/graph"
	"protocell/core/space"
	"protocell/core/wire"
)

// Version is that of the file of a profile.
const Version = 1

// MaxFile is the size of the file of a profile, in bytes.
const MaxFile = 4 << 20

// envelope is the file: the version is read before anything that depends on it.
type envelope struct {
	Version int      `json:"protocell-profile"`
	Profile wire.Raw `json:"profile"`
}

// operatorRecord is an OperatorTime in a file.
type operatorRecord struct {
	Op       string      `json:"op"`
	In       graph.Shape `json:"in"`
	Channels int         `json:"out"`
	Kernel   int         `json:"kernel,omitempty"`
	Stride   int         `json:"stride,omitempty"`
	Dilation int         `json:"dilation,omitempty"`
	Groups   int         `json:"groups,omitempty"`
	ReLU     bool        `json:"relu,omitempty"`
	Time     Estimate    `json:"time"`
}

// AppendWire implements wire.Appender.
func (o OperatorTime) AppendWire(b []byte) []byte {
	r := operatorRecord{OpName(o.Op), o.In, o.Channels, o.Kernel, o.Stride, o.Dilation, o.Groups, o.ReLU, o.Time}
	text, err := wire.Marshal(r)
	if err != nil { // a number that Check refuses
		return append(b, "null"...)
	}
	return append(b, text...)
}

// ParseWire implements wire.Parser.
func (o *OperatorTime) ParseWire(text []byte) error {
	var r operatorRecord
	if err := wire.Unmarshal(text, &r); err != nil {
		return err
	}
	op, ok := opByName(r.Op)
	if !ok {
		return fmt.Errorf("no operation is called %.32q", r.Op)
	}
	*o = OperatorTime{Operator{op, r.In, r.Channels, r.Kernel, r.Stride, r.Dilation, r.Groups, r.ReLU}, r.Time}
	return nil
}

// Encode returns the file of a profile. The error is that of Check.
func Encode(p *Profile, find func(id string) (space.Space, error)) ([]byte, error) {
	if err := p.Check(find); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	text, err := wire.Marshal(*p)
	if err != nil {
		return nil, err
	}
	b, err := wire.Marshal(envelope{Version, text})
	if err == nil && len(b) > MaxFile {
		err = fmt.Errorf("profile: %d bytes, more than %d", len(b), MaxFile)
	}
	return b, err
}

// Decode reads the file of a profile. It trusts nothing: what it returns passes Check.
func Decode(b []byte, find func(id string) (space.Space, error)) (*Profile, error) {
	p, err := decode(b)
	if err == nil {
		err = p.Check(find)
	}
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return p, nil
}

func decode(b []byte) (*Profile, error) {
	if len(b) > MaxFile {
		return nil, fmt.Errorf("%d bytes, more than %d", len(b), MaxFile)
	}
	if !strings.HasPrefix(strings.TrimSpace(string(b[:min(len(b), 64)])), `{"protocell-profile":`) {
		return nil, fmt.Errorf("this is no profile, which begins with %q", `{"protocell-profile":`)
	}
	var e envelope
	if err := wire.Unmarshal(b, &e); err != nil {
		return nil, err
	}
	if e.Version != Version {
		return nil, fmt.Errorf("version %d; this program reads version %d", e.Version, Version)
	}
	p := new(Profile)
	if err := wire.Unmarshal(e.Profile, p); err != nil {
		return nil, err
	}
	return p, nil
}
