package regions

// Code says which ReLU neurons are active: bit layer·Width + neuron.
type Code [2]uint64

// Bit reports whether neuron k is active.
func (c Code) Bit(k int) bool { return c[k>>6]>>(k&63)&1 != 0 }

func (c *Code) set(k int) { c[k>>6] |= 1 << (k & 63) }

// Text writes the first k bits, layers of width neurons apart: "101 0".
func (c Code) Text(k, width int) string {
	var text []byte
	for i := range k {
		if i > 0 && i%width == 0 {
			text = append(text, ' ')
		}
		if c.Bit(i) {
			text = append(text, '1')
		} else {
			text = append(text, '0')
		}
	}
	return string(text)
}
