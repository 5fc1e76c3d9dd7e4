package mnasnet

import (
	"strings"
	"testing"

	"protocell/core/space/spacetest"
)

// The published models, as MnasNet's code writes them.
const (
	a1 = "r1_k3_s11_e1_i32_o16_noskip, r2_k3_s22_e6_i16_o24, r3_k5_s22_e3_i24_o40_se0.25, r4_k3_s22_e6_i40_o80, r2_k3_s11_e6_i80_o112_se0.25, r3_k5_s22_e6_i112_o160_se0.25, r1_k3_s11_e6_i160_o320"
	b1 = "r1_k3_s11_e1_i32_o16_noskip, r3_k3_s22_e3_i16_o24, r3_k5_s22_e3_i24_o40, r3_k5_s22_e6_i40_o80, r2_k3_s11_e6_i80_o96, r4_k5_s22_e6_i96_o192, r1_k3_s11_e6_i192_o320_noskip"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ preset, text string }{
		"A1":            {"MnasNet-A1", a1},
		"B1":            {"MnasNet-B1", b1},
		"a Python list": {"MnasNet-A1", "[\n      '" + strings.ReplaceAll(a1, ", ", "',\n      '") + "',\n]"},
		"timm":          {"MnasNet-A1", "[['ds_r1_k3_s1_e1_c16_noskip'], ['ir_r2_k3_s2_e6_c24'], ['ir_r3_k5_s2_e3_c40_se0.25'], ['ir_r4_k3_s2_e6_c80'], ['ir_r2_k3_s1_e6_c112_se0.25'], ['ir_r3_k5_s2_e6_c160_se0.25'], ['ir_r1_k3_s1_e6_c320']]"},
		"h-swish":       {"MnasNet-A1 with h-swish", strings.ReplaceAll(a1, ",", "_nhs,") + "_nhs"},
		"code":          {"MnasNet-A1", "0300111211121300121301120311111"},
	} {
		if a, err := (Space{}).Parse(c.text); err != nil || a != preset(t, c.preset) {
			t.Errorf("%s: %q, %v", name, a, err)
		}
	}
	if got := (Space{}).Print(preset(t, "MnasNet-A1")); got != a1 {
		t.Errorf("A1 is written as %s", got)
	}
}

func TestPrintConvolutions(t *testing.T) {
	text := strings.Replace(a1, "r2_k3_s22_e6_i16_o24", "cn_r2_k5_s22_i16_o24_pool", 1)
	a, err := Space{}.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if b := decode(a).Blocks[1]; b.Op != Conv || b.Skip != Pooling || b.Kernel != 5 {
		t.Errorf("%s reads as %+v", text, b)
	}
	if got := (Space{}).Print(a); got != text {
		t.Errorf("%s is written as %s", text, got)
	}
}

func TestParseErrors(t *testing.T) {
	change := func(old, to string) string { return strings.Replace(a1, old, to, 1) }
	for _, c := range []struct{ text, want string }{
		{"", "at byte 0: there is no architecture"},
		{"030", "at byte 0: as a code: 3 decisions, want 31"},
		{a1[:27], `at byte 27: expected ',' after block 1 of 7, found the end`},
		{"[[" + a1 + "]", `expected ']' after block 1, found ","`},
		{"*", `at byte 0: expected block 1 of 7, found "*"; a block is written as`},
		{change("_k3_s22", "_k7_s22"), "at byte 29: block 2: the kernel is [3 5], and not 7"},
		{change("_k3_s22", "_kx_s22"), `at byte 32: block 2: no part of a block is called "kx"`},
		{change("_k3_s22", "_k99999_s22"), `at byte 32: block 2: "99999" is no number for "k"`},
		{change("_k3_s22", "_k_s22"), `at byte 32: block 2: "" is no number for "k"`},
		{change("_k3_s22", "_s22"), "at byte 29: block 2: it has no k"},
		{change("_k3_s22", "_k3_s11"), "at byte 29: block 2: the stride is 2, and not 1"},
		{change("_k3_s22", "_k3_k3_s22"), `at byte 35: block 2: `},
		{change("_e6_i16", "_e4_i16"), "at byte 29: block 2: the expansion is e1"},
		{change("r2_k3_s22_e6", "cn_r2_k3_s22_e6"), "at byte 29: block 2: the expansion is e1"},
		{change("_i16_o24", "_i24_o24"), "at byte 29: block 2: it reads 16 channels, not 24"},
		{change("_i16_o24", "_i16_o48"), "at byte 29: block 2: the filters are one of [16 24 32], and not 48"},
		{change("r2_k3_s22", "r4_k3_s22"), "at byte 29: block 2: the layers are one of [1 2 3], and not 4"},
		{change("_o24", "_o24_noskip_pool"), "at byte 29: block 2: it has two skips"},
		{change("_o24", "_o24_se0.5"), `block 2: squeeze-and-excitation is se0.25 or left out, and not "se0.5"`},
		{change("_o24", "_o24_nhs"), "block 2: it has another activation than the blocks before"},
		{change("r1_k3", "r1_k5"), "at byte 0: block 1: this one is not searched: sepconv, kernel 3, stride 1, 16 filters, 1 layer"},
		{change("o320", "o320_se0.25"), "block 7: this one is not searched: mbconv6, kernel 3, stride 1, 320 filters, 1 layer"},
		{change("ds", "") + ", r1", "the architecture is complete, but \",\" follows"},
		{"ds_ir_r1_k3", "at byte 3: block 1: it has two kinds"},
	} {
		if _, err := (Space{}).Parse(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60s: got %v, want %s", c.text, err, c.want)
		}
	}
	if _, err := (Space{}).PrintAs(Space{}.At(0), "nosuch"); err == nil || err.Error() != `mnasnet: no notation "nosuch"; there are blocks, code` {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", b1, "[[", "cn_", "r1_r1", "_", "r999999999999999999999", "se", "\x00", "é"} {
		f.Add(text)
	}
	spacetest.Fuzz(f, Space{})
}
