package oracle

import "testing"

func TestFilesAreComplete(t *testing.T) {
	for name, archs := range map[string]int{"small": 16, "medium": 16, "full": 4} {
		n, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(n.Archs) != archs || len(n.Check.Labels) != n.Config.Batch {
			t.Errorf("%s: %d architectures and %d labels", name, len(n.Archs), len(n.Check.Labels))
		}
		for _, a := range n.Archs {
			for _, measure := range []string{"loss", "nwot", "naswot", "synflow", "grad_norm", "snip"} {
				if _, ok := a.Score(measure); !ok {
					t.Errorf("%s: %s has no %s", name, a.Arch, measure)
				}
			}
		}
	}
	ops, err := LoadOperations()
	if err != nil {
		t.Fatal(err)
	}
	if len(ops.Cases) != 23 {
		t.Errorf("%d operations", len(ops.Cases))
	}
	if _, err := Load("large"); err == nil {
		t.Error("there is no file large, and no error either")
	}
}
