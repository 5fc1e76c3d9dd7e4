package state

import (
	"fmt"
	"strings"
	"testing"

	"protocell/core/space/spaces"
)

// TestForm names the field that is wrong, and follows the space.
func TestForm(t *testing.T) {
	v := open(t, "")
	for field, change := range map[string]func(f *Form){
		"networks": func(f *Form) { f.Networks = "1" }, "batch": func(f *Form) { f.Batch = "0" }, "seed": func(f *Form) { f.Seed = "-" },
		"image": func(f *Form) { f.Input = "3x5" }, "seconds": func(f *Form) { f.Seconds = "soon" }, "channels": func(f *Form) { f.C = "" },
	} {
		f := v.Form
		change(&f)
		w := *v
		w.do(EditForm{Form: f})
		if w.Form.Problem == nil || !strings.Contains(w.Form.Problem.Error(), field) {
			t.Errorf("%s: %v", field, w.Form.Problem)
		}
		w.do(Measure{})
		if w.Run != nil {
			t.Errorf("%s: it is measured all the same", field)
		}
	}
	for _, s := range spaces.All() {
		f := v.Form
		f.Space = s.Info().ID
		v.do(EditForm{Form: f})
		if p, err := v.Form.Plan(); err != nil || p.Space != f.Space || p.Skeleton != s.Skeletons().Default {
			t.Errorf("%s: %+v, %v", f.Space, p, err)
		}
	}
}

// TestCosts takes costs that are in range, and keeps the others out of the model.
func TestCosts(t *testing.T) {
	v := open(t, "")
	v.do(EditCost{Field: "3", Text: "2600"})
	if v.Energy.Problem != nil || v.Energy.Model.Levels[3].Word != 2600 {
		t.Errorf("%+v", v.Energy)
	}
	before := fmt.Sprint(v.Energy.Model)
	for _, text := range []string{"", "NaN", "-1", "1e300"} {
		v.do(EditCost{Field: "mul", Text: text})
		if v.Energy.Problem == nil || fmt.Sprint(v.Energy.Model) != before {
			t.Errorf("%q is taken: %+v", text, v.Energy)
		}
	}
	v.do(PickType{Type: "int8"})
	if v.Energy.Problem != nil || v.Energy.Model.Mul != 0.2 {
		t.Errorf("%+v", v.Energy)
	}
}
