package search_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"protocell/core/search"
	"protocell/core/search/searchtest"
	"protocell/core/space"
	"protocell/core/space/darts"
	"protocell/core/space/nb201"
	"protocell/core/space/tnbmacro"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestConformance(t *testing.T) {
	spaces := []space.Space{nb201.Space{}, tnbmacro.Space{}, darts.Space{}}
	if testing.Short() {
		spaces = spaces[:1]
	}
	for _, info := range search.All() {
		for _, sp := range spaces {
			t.Run(info.ID+" in "+sp.Info().ID, func(t *testing.T) { searchtest.Run(t, info, sp) })
		}
	}
}

// TestProposals compares what every strategy proposes under five seeds with what it
// did: any change of a strategy, or of its random stream, is seen here.
func TestProposals(t *testing.T) {
	const name = "testdata/proposals.tsv"
	var got bytes.Buffer
	for _, info := range search.All() {
		for seed := range uint64(5) {
			var asked []string
			s := searchtest.Spec(info, nb201.Space{}, seed)
			if info.Several {
				s.Minimise = []string{"size"}
			}
			r, err := s.New(nb201.Space{}, searchtest.Measures(), func(e search.Event) error {
				if e.Ask != nil && e.Ask.Signal == search.Main {
					asked = append(asked, e.Ask.Arch)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := searchtest.Drive(r, searchtest.Value, nil); err != nil {
				t.Fatal(err)
			}
			last := asked[max(0, len(asked)-8):]
			fmt.Fprintf(&got, "%s\t%d\t%s\t%s\n", info.ID, seed, r.Digest(), strings.Join(last, " "))
		}
	}
	if *update {
		if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got.String(), "\n") {
		if i >= len(lines) || line != lines[i] {
			t.Errorf("line %d is\n%s", i+1, line)
		}
	}
}
