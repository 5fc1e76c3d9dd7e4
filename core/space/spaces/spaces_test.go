package spaces

import (
	"strings"
	"testing"
)

func TestIDsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range All() {
		id := s.Info().ID
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
		if got, err := ByID(id); err != nil || got != s {
			t.Errorf("ByID(%q) = %v, %v", id, got, err)
		}
	}
}

func TestUnknownID(t *testing.T) {
	_, err := ByID("nb101")
	if want := `no search space "nb101"; there are: nb201, `; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
