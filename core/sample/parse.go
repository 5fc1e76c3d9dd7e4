package sample

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseBatches reads batch sizes, joined by commas or spaces, as in "16, 64". Whether
// they are in range is told by Plan.Settings.
func ParseBatches(text string) (list []int, err error) {
	for _, word := range words(text) {
		n, err := whole(word)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// ParseWidths reads skeletons CxN, joined by commas or spaces, as in "16x1, 16x5".
// Whether they are in range is told by Plan.Settings.
func ParseWidths(text string) (list []Width, err error) {
	for _, word := range words(text) {
		c, n, ok := strings.Cut(word, "x")
		if !ok {
			return nil, fmt.Errorf("%q is not CxN, channels by cells a stage, as in 16x5", word)
		}
		var w Width
		if w.C, err = whole(c); err != nil {
			return nil, err
		}
		if w.N, err = whole(n); err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}

// words splits a list.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\t' })
}

// whole reads a whole number.
func whole(text string) (int, error) {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number that is in range", text)
	}
	return int(n), nil
}
