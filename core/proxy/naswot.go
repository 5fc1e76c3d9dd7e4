package proxy

// naswot is nwot as the authors' published script computes it. The script hooks
// every module whose class name contains "ReLU"; the blocks of ReLU, convolution
// and batch normalisation are of such a class as well, so every ReLU before a
// convolution counts twice.
type naswot struct{}

// Traits implements Proxy.
func (naswot) Traits() Traits {
	return Traits{
		ID:     "naswot",
		Needs:  NeedCodes,
		Images: true,
	}
}

// Info implements Proxy.
func (naswot) Info() Info {
	return Info{
		Traits:  naswot{}.Traits(),
		Name:    "NASWOT",
		Formula: `\ln\lvert\det(2K-K_{\mathrm{last}})\rvert`,
		Summary: "NWOT as its authors' script computes it: every ReLU before a convolution counts twice.",
		Paper:   mellor,
	}
}

// Score implements Proxy.
func (naswot) Score(p *Passes) (Score, error) {
	c, err := p.Codes()
	if err != nil {
		return Score{}, err
	}
	k := make([]int64, len(c.Matrix))
	for i, v := range c.Matrix {
		k[i] = 2*v - c.Loose[i]
	}
	return p.scoreKernel(k, c.Images, 2*c.Units-c.LooseUnits), nil
}
