package scan

import "strings"

// Nearest returns the name that is closest to a misspelt one, or "" if none is
// close.
func Nearest(misspelt string, names []string) string {
	low := strings.ToLower(misspelt)
	best, least := "", 7
	for _, n := range names {
		if len(low) >= 4 && strings.Contains(n, low) {
			return n
		}
		if d := distance(low, n); d < least && d < len(n)-1 {
			best, least = n, d
		}
	}
	return best
}

// distance is the Levenshtein distance between two strings.
func distance(a, b string) int {
	if len(a) > 2*len(b)+8 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
