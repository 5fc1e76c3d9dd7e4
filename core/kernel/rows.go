package kernel

// Rows of taps outside the image do not exist, so the first and the last output
// rows of a padded convolution have fewer of them. Lowering splits the rows into
// spans of the same taps.

// walk says where taps fall along an axis: tap t of position j falls on
// start + j·step + t·dilation.
type walk struct{ start, step, dilation int }

// taps returns which of the taps of position j fall on 0 to size-1: from first to
// the one before end.
func (w walk) taps(j, taps, size int) (first, end int) {
	at := w.start + j*w.step
	if at < 0 {
		first = (-at + w.dilation - 1) / w.dilation
	}
	if at < size {
		end = min(taps, (size-1-at)/w.dilation+1)
	}
	return min(first, end), end
}

// span is a run of positions with the same taps.
type span struct {
	from, to   int // positions
	first, end int // taps
}

// appendSpans appends the spans of n positions.
func (w walk) appendSpans(spans []span, n, taps, size int) []span {
	for j := 0; j < n; {
		s := span{from: j, to: j + 1}
		s.first, s.end = w.taps(j, taps, size)
		for ; s.to < n; s.to++ {
			if first, end := w.taps(s.to, taps, size); first != s.first || end != s.end {
				break
			}
		}
		spans = append(spans, s)
		j = s.to
	}
	return spans
}
