package train

import (
	"bytes"
	"strings"
	"testing"
)

// TestResumes: stopped after any epoch, stored, and continued by another trainer, a
// training gives the same, to the bit.
func TestResumes(t *testing.T) {
	s := small()
	want := run(t, s, options())
	for after := range s.Epochs + 1 {
		first := start(t, s, options())
		for range after {
			if err := first.Epoch(); err != nil {
				t.Fatal(err)
			}
		}
		second := start(t, s, options())
		if err := second.Epoch(); err != nil { // which Load is to undo
			t.Fatal(err)
		}
		if err := second.Load(first.Save()); err != nil {
			t.Fatal(err)
		}
		for second.Status() == Running {
			if err := second.Epoch(); err != nil {
				t.Fatal(err)
			}
		}
		if got := second.Result(); got.Digest != want.Digest || len(got.Curve) != s.Epochs {
			t.Errorf("after epoch %d: digest %s of %d epochs, in one go %s", after, got.Digest, len(got.Curve), want.Digest)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	s := small()
	s.Epochs = 2
	trainer := start(t, s, options())
	if err := trainer.Epoch(); err != nil {
		t.Fatal(err)
	}
	good := trainer.Save()
	other := s
	other.Seed = 99
	damaged := bytes.Clone(good)
	damaged[len(damaged)/2] ^= 1
	for name, c := range map[string]struct {
		state []byte
		says  string
	}{
		"nothing":          {nil, "not the state"},
		"something":        {bytes.Repeat([]byte("x"), 200), "not the state"},
		"a cut state":      {good[:len(good)-1], "damaged"},
		"a damaged state":  {damaged, "damaged"},
		"another training": {start(t, other, options()).Save(), "another training"},
	} {
		err := trainer.Load(c.state)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
		if !bytes.Equal(trainer.Save(), good) {
			t.Fatalf("%s changed the training", name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	s := small()
	s.Epochs = 2
	trainer := start(f, s, options())
	f.Add(trainer.Save())
	if err := trainer.Epoch(); err != nil {
		f.Fatal(err)
	}
	f.Add(trainer.Save())
	f.Fuzz(func(t *testing.T, b []byte) {
		if trainer.Load(b) == nil && !bytes.Equal(trainer.Save(), b) {
			t.Error("what was loaded is not what is saved")
		}
		// The checksum made right, so that the rest is read.
		if len(b) < 8 {
			return
		}
		body := b[:len(b)-8]
		sum := checksum(body)
		whole := append(bytes.Clone(body), byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24), byte(sum>>32), byte(sum>>40), byte(sum>>48), byte(sum>>56))
		if trainer.Load(whole) == nil && !bytes.Equal(trainer.Save(), whole) {
			t.Error("what was loaded is not what is saved")
		}
	})
}
