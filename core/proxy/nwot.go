package proxy

const mellor = "J. Mellor, J. Turner, A. Storkey and E. J. Crowley, Neural Architecture Search without Training, ICML 2021"

// nwot is the logarithm of the determinant of the kernel of ReLU codes, every
// ReLU counted once, as NASLib computes it. ReLU6 and
// h-swish count as well.
type nwot struct{}

// Traits implements Proxy.
func (nwot) Traits() Traits {
	return Traits{
		ID:     "nwot",
		Needs:  NeedCodes,
		Images: true,
	}
}

// Info implements Proxy.
func (nwot) Info() Info {
	return Info{
		Traits:  nwot{}.Traits(),
		Name:    "NWOT",
		Formula: `\ln\lvert\det K\rvert,\quad K_{ij}=N_A-d_H(c_i,c_j)`,
		Summary: "Asks how differently the images of a batch switch the ReLUs on and off, each ReLU counted once, as in NASLib.",
		Paper:   mellor,
	}
}

// Score implements Proxy.
func (nwot) Score(p *Passes) (Score, error) {
	c, err := p.Codes()
	if err != nil {
		return Score{}, err
	}
	return p.scoreKernel(c.Matrix, c.Images, c.Units), nil
}
