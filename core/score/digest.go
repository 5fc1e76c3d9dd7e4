package score

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"strings"
)

// Digest returns a short digest of what a result says: two results with one
// digest have the same numbers, to the bit. It is the first 8 bytes of the SHA-256,
// in URL-safe base64, of these lines, each ended by a line feed:
//
//	protocell result 1
//	the architecture
//	the parameters, the MACs          decimal, with a space between
//	id, value, status of each score   with spaces between
//
// where a value is the 16 hexadecimal digits of its IEEE 754 bits, most
// significant first, or "nan".
func Digest(r *Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "protocell result 1\n%s\n%d %d\n", r.Arch, r.Params, r.MACs)
	for _, s := range r.Scores {
		value := "nan" // of many bit patterns, which differ by platform
		if v := float64(s.Value); !math.IsNaN(v) {
			value = fmt.Sprintf("%016x", math.Float64bits(v))
		}
		fmt.Fprintf(&b, "%s %s %s\n", s.ID, value, s.Status)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return base64.RawURLEncoding.EncodeToString(sum[:8])
}
