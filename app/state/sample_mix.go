package state

import (
	"fmt"
	"strconv"
	"strings"
)

// SetWeights reads the weights of the mix, and has the sample summarised with them.
func (a SetWeights) reduce(s State, _ float64) (State, []Effect) {
	r := s.Sample.Run
	if r == nil {
		return s, nil
	}
	s.Sample.Weights = a.Text
	weights, err := readWeights(a.Text, r.Table.Proxies)
	if s.Sample.Wrong = err; err != nil {
		return s, nil
	}
	r.Table.Weights = weights
	s.Sample.summarised = 0
	return s, nil
}

// readWeights reads pairs of a proxy and its weight, joined by commas.
func readWeights(text string, proxies []string) (map[string]float64, error) {
	weights := map[string]float64{}
	for _, pair := range strings.Split(text, ",") {
		words := strings.Fields(strings.NewReplacer("=", " ", ":", " ").Replace(pair))
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 {
			return nil, fmt.Errorf("%q is not a proxy and its weight, as synflow 0.5 is", strings.TrimSpace(pair))
		}
		w, err := strconv.ParseFloat(words[1], 64)
		if err != nil || !(w >= -1 && w <= 1) {
			return nil, fmt.Errorf("the weight of %s is %q, not a number from -1 to 1", words[0], words[1])
		}
		known := false
		for _, id := range proxies {
			known = known || id == words[0]
		}
		if !known {
			return nil, fmt.Errorf("the sample has no proxy %q; it has: %s", words[0], strings.Join(proxies, ", "))
		}
		if _, twice := weights[words[0]]; twice {
			return nil, fmt.Errorf("%s is there twice", words[0])
		}
		weights[words[0]] = w
	}
	return weights, nil
}
