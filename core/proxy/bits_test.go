package proxy

import (
	"testing"

	"protocell/core/oracle"
)

// TestBits holds proxies with networks of their own to the bit, on every platform.
func TestBits(t *testing.T) {
	small, err := oracle.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	p := passes(t, small, best, Input{})
	for _, test := range []struct {
		id   string
		want float64
	}{
		{"az_expressivity", 0x1.57b76241c890ep+03},
		{"az_progressivity", -0x1.2b83dc7db2d3p-04},
		{"az_trainability", -0x1.8fb083a926d7fp-04},
		{"meco", 0x1.7b3088f30985ep+05},
		{"meco_opt", 0x1.276674e643bcap+06},
		{"swap", 0x1p+08},
		{"swap_reg", 0x1.fd3e7a157db92p+07},
		{"gennas", -0x1.66666167d4569p+01},
	} {
		proxy, ok := Lookup(test.id)
		if !ok {
			t.Fatalf("there is no %s", test.id)
		}
		s, err := proxy.Score(p)
		if err != nil {
			t.Fatal(err)
		}
		if float64(s.Value) != test.want {
			t.Errorf("%s is %x, want %x", test.id, float64(s.Value), test.want)
		}
	}
}
