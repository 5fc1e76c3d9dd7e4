package app

import (
	"slices"

	"protocell/app/state"
	"protocell/core/data"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// imageFields are the fields of the set-up that choose the images and what is done
// to them.
func (p *page) imageFields() []ui.UI {
	s := p.state
	var ids, names []string
	for _, set := range data.Sets() {
		ids, names = append(ids, set.ID), append(names, set.ID)
	}
	if s.Images.Stored != nil {
		for _, set := range s.Images.Stored.Sets {
			if set.Header != nil {
				ids, names = append(ids, set.ID), append(names, set.Name)
			}
		}
	}
	if !slices.Contains(ids, s.Spec.Data) {
		ids, names = append(ids, s.Spec.Data), append(names, s.Spec.Data+" (not here)")
	}
	var sets, transforms []ui.UI
	for i, id := range ids {
		sets = append(sets, ui.Option().Value(id).Text(names[i]).Selected(id == s.Spec.Data))
	}
	for _, t := range data.Transforms() {
		name := t
		if t == "" {
			name = "none"
		}
		transforms = append(transforms, ui.Option().Value(t).Text(name).Selected(t == s.Spec.Transform))
	}
	return []ui.UI{
		p.selection("data", "Data", "The images: drawn shapes of ten classes, Gaussian noise, or a set of your own (see Image sets below)", sets,
			func(v string) state.Action { return state.SetData{Data: v} }),
		p.selection("transform", "Transform", "Spherical: seen on a sphere from a random side. Scrambled: all pixels moved by one permutation", transforms,
			func(v string) state.Action { return state.SetTransform{Transform: v} }),
		ui.Div().Class("field", "check").Title("Crop each image at random out of a border of 4 empty pixels, and mirror half of them").Body(
			ui.Label().For("setup-augment").Text("Crop and flip"),
			ui.Input().ID("setup-augment").DataSet("testid", "setup-augment").Type("checkbox").Checked(s.Spec.Augment).
				OnChange(func(ctx ui.Context, _ ui.Event) {
					p.do(state.SetAugment{Augment: ctx.JSSrc().Get("checked").Bool()})
					ctx.JSSrc().Set("checked", p.state.Spec.Augment)
				}),
		),
	}
}
