package search

import (
	"math"

	"protocell/core/rng"
)

// digest is the 64-bit FNV-1a hash of a Spec and of events: of each its first letter
// and its fields, numbers as eight bytes from the lowest, text after its length. The
// seconds that trials took are left out.
type digest uint64

// newDigest returns the digest of nothing.
func newDigest() digest { return 0xcbf29ce484222325 }

func (d digest) byte(c byte) digest { return (d ^ digest(c)) * 0x100000001b3 }

func (d digest) number(v uint64) digest {
	for range 8 {
		d = d.byte(byte(v))
		v >>= 8
	}
	return d
}

func (d digest) text(s string) digest {
	d = d.number(uint64(len(s)))
	for i := range len(s) {
		d = d.byte(s[i])
	}
	return d
}

// ask adds that a trial was asked.
func (d digest) ask(t Trial) digest {
	d = d.byte('a').number(uint64(t.ID)).text(string(t.Arch)).text(string(t.Signal)).text(string(t.Origin))
	for _, v := range []int{t.Epochs, t.Parent, t.Continues, t.Done, t.Bracket} {
		d = d.number(uint64(v))
	}
	return d
}

// tell adds what came out of a trial.
func (d digest) tell(id int, o Outcome) digest {
	return d.byte('t').number(uint64(id)).number(math.Float64bits(o.Value)).number(math.Float64bits(o.Cost)).text(o.Failed)
}

// end adds why the run ended.
func (d digest) end(why string) digest { return d.byte('e').text(why) }

// String returns the digest as text: 16 hexadecimal digits, finished by rng.Mix so that
// each depends on all of it.
func (d digest) String() string {
	const digits = "0123456789abcdef"
	v := rng.Mix(uint64(d))
	var b [16]byte
	for i := range b {
		b[i] = digits[v>>(60-4*i)&15]
	}
	return string(b[:])
}
