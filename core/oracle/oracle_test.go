package oracle

import "testing"

var measures = []string{
	"loss", "grad_norm", "snip", "grasp", "grasp_abs", "fisher", "jacob_cov", "plain", "plain_abs", "synflow", "synflow_bn",
	"epe_nas", "l2_norm", "nwot", "naswot", "zen",
}

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
			for _, measure := range measures {
				if _, ok := a.Score(measure); !ok {
					t.Errorf("%s: %s has no %s", name, a.Arch, measure)
				}
			}
			if a.Local.Jacobian == nil || len(a.Local.CorrRow) != n.Config.Batch {
				t.Errorf("%s: %s has no Jacobian, or %d correlations", name, a.Arch, len(a.Local.CorrRow))
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
