package proxy

import (
	"math"
	"strconv"

	"protocell/core/detmath"
)

// epeNAS is how the Jacobians of images of one class correlate. The paper's batch is
// of 256 images.
type epeNAS struct{}

// Traits implements Proxy.
func (epeNAS) Traits() Traits {
	return Traits{
		ID:     "epe_nas",
		Needs:  NeedJacobian,
		Images: true,
		Labels: true,
	}
}

// Info implements Proxy.
func (epeNAS) Info() Info {
	return Info{
		Traits:     epeNAS{}.Traits(),
		Name:       "EPE-NAS",
		Formula:    `\sum_{c}\Big\lvert\sum_{i,j}\ln\big(\lvert M_{c,ij}\rvert+10^{-5}\big)\Big\rvert`,
		Summary:    "Adds up, class by class, the logarithms of the correlations between input gradients.",
		Paper:      "V. Lopes, S. Alirezazadeh and L. A. Alexandre, EPE-NAS: Efficient Performance Estimation Without Training for Neural Architecture Search, ICANN 2021",
		Unverified: "With more than 100 classes: the differences between classes are divided by the number of classes in the batch.",
	}
}

// manyClasses is the number of classes above which classes are compared instead of
// added.
const manyClasses = 100

// shownClasses is how many classes are among the steps.
const shownClasses = 10

// Score implements Proxy. Classes are taken in order; those that are not in the batch
// have no matrix.
func (epeNAS) Score(p *Passes) (Score, error) {
	c, err := p.Correlation()
	if err != nil {
		return unscored(err)
	}
	images := p.in.batch()
	members := make([][]int, p.in.Graph.Classes)
	for i, label := range p.in.Labels {
		members[label] = append(members[label], i)
	}
	var sums []float64
	var steps []Step
	for class, list := range members {
		if len(list) == 0 {
			continue
		}
		sum := 0.0
		for _, i := range list {
			for _, j := range list {
				sum += detmath.Log(math.Abs(c[i*images+j]) + jacobianK)
			}
		}
		if len(members) > manyClasses {
			sum /= float64(len(list))
		}
		sums = append(sums, sum)
		if len(steps) < shownClasses {
			steps = append(steps, Step{"Sum of class " + strconv.Itoa(class), Number(sum)})
		}
	}
	total := 0.0
	for _, a := range sums {
		if len(members) <= manyClasses {
			total += math.Abs(a)
			continue
		}
		for _, b := range sums {
			total += math.Abs(a - b)
		}
	}
	if len(members) > manyClasses {
		total /= float64(len(sums))
	}
	s := p.score(total, nil)
	s.Steps = append([]Step{{"Classes in the batch", Number(len(sums))}}, steps...)
	return s, nil
}
