package serve

import (
	"strconv"
	"strings"
)

// extension is the extension of the siblings of each content coding.
var extension = map[string]string{"br": ".br", "gzip": ".gz"}

// codings are the content codings in the order of preference.
var codings = []string{"br", "gzip"}

// accepted returns the content codings that an Accept-Encoding header accepts,
// in our order of preference: what the client weighs differently it still
// accepts, and the smaller file is better for it. (RFC 9110, section 12.5.3.)
func accepted(header string) []string {
	weights := map[string]float64{}
	for item := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(item, ";")
		weight := 1.0
		if key, value, ok := strings.Cut(strings.TrimSpace(params), "="); ok && strings.EqualFold(strings.TrimSpace(key), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(q >= 0 && q <= 1) {
				q = 0
			}
			weight = q
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = weight
	}
	var out []string
	for _, coding := range codings {
		weight, named := weights[coding]
		if !named {
			weight = weights["*"]
		}
		if weight > 0 {
			out = append(out, coding)
		}
	}
	return out
}
