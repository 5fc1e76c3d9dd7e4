package proxytest

import (
	"testing"

	"protocell/core/proxy"
)

// inputs checks that a proxy reads images and labels if and only if it says so, and
// draws nothing at random unless it has passes of its own.
func inputs(t *testing.T, p proxy.Proxy) {
	i := p.Info()
	before := usual(p)
	before.batch = 16 // so many that nothing which is counted of them is all there can be
	value := float64(score(t, p, best, before).Value)
	other := func(change func(*setting)) bool {
		after := before
		change(&after)
		return !same(value, float64(score(t, p, best, after).Value))
	}
	if reads := other(func(s *setting) { s.shift = 1 }); reads != i.Labels {
		t.Errorf("other labels change the score: %v, but Info.Labels is %v", reads, i.Labels)
	}
	if reads := other(func(s *setting) { s.images++ }); reads != i.Images {
		t.Errorf("other images change the score: %v, but Info.Images is %v", reads, i.Images)
	}
	if other(func(s *setting) { s.noise++ }) && i.Needs&proxy.NeedOwn == 0 {
		t.Error("another seed of the noise changes the score")
	}
}

// Cells that compute the same with the same weights in the same order.
var equal = [][2]network{
	{ // node 1 is the input
		cell("|skip_connect~0|+|nor_conv_3x3~0|none~1|+|none~0|none~1|skip_connect~2|"),
		cell("|skip_connect~0|+|none~0|nor_conv_3x3~1|+|none~0|none~1|skip_connect~2|"),
	},
	{ // node 2 is node 1
		cell("|nor_conv_1x1~0|+|none~0|skip_connect~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"),
		cell("|nor_conv_1x1~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|"),
	},
}

// isomorphic checks that cells which compute the same score the same.
func isomorphic(t *testing.T, p proxy.Proxy) {
	for _, pair := range equal {
		a, b := score(t, p, pair[0], usual(p)), score(t, p, pair[1], usual(p))
		if !same(float64(a.Value), float64(b.Value)) || a.Status != b.Status {
			t.Errorf("%s scores %v, %s scores %v", pair[0].name, a.Value, pair[1].name, b.Value)
		}
	}
}
