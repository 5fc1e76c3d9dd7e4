package score

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"protocell/core/rng"
)

// Digest returns a short digest of what a result says: two results with one
// digest have the same numbers, to the bit, but for an accident of one in 2^64: it
// is no protection against malice. It is the 64-bit FNV-1a hash, finished by
// rng.Mix so that every bit of it depends on the last bytes too, in URL-safe
// base64, of these lines, each ended by a line feed:
//
//	protocell result 1
//	the architecture
//	the parameters, the MACs          decimal, with a space between
//	id, value, status of each score   with spaces between
//
// where a value is the 16 hexadecimal digits of its IEEE 754 bits, most
// significant first, or "nan".
func Digest(r *Result) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "protocell result 1\n%s\n%d %d\n", r.Arch, r.Params, r.MACs)
	for _, s := range r.Scores {
		value := "nan" // of many bit patterns, which differ by platform
		if v := float64(s.Value); !math.IsNaN(v) {
			value = fmt.Sprintf("%016x", math.Float64bits(v))
		}
		fmt.Fprintf(h, "%s %s %s\n", s.ID, value, s.Status)
	}
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64(nil, rng.Mix(h.Sum64())))
}
