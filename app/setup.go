package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"protocell/app/display"
	"protocell/app/state"
	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/space/spaces"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// What the controls offer. A link may bring other values, which are then offered
// too.
var (
	widths  = []int{4, 8, 16, 32, 64}
	depths  = []int{1, 2, 3, 5, 8}
	sides   = []int{8, 16, 32, 64}
	classes = []int{2, 10, 100, 120}
	batches = []int{8, 16, 32, 64, 128, 256}
)

// setupBar is what the scores depend on besides the cell.
func (p *page) setupBar() ui.UI {
	s := p.state
	k := s.Spec.Skeleton
	open := s.Open["setup"]
	skeleton := func(change func(*graph.Skeleton, int)) func(int) state.Action {
		return func(v int) state.Action {
			k := p.state.Spec.Skeleton
			change(&k, v)
			return state.SetSkeleton{Skeleton: k}
		}
	}
	read := s.Net.Space.Skeletons()
	fields := []ui.UI{p.spaces(), p.tasks()}
	words := []string{s.Net.Space.Info().Name}
	if read.C != "" {
		fields = append(fields, p.number("width", "Width C", capital(read.C), widths, k.C, strconv.Itoa, skeleton(func(k *graph.Skeleton, v int) { k.C = v })))
		words = append(words, fmt.Sprintf("C %d", k.C))
	}
	if read.N != "" {
		fields = append(fields, p.number("cells", "Cells N", capital(read.N), depths, k.N, strconv.Itoa, skeleton(func(k *graph.Skeleton, v int) { k.N = v })))
		words = append(words, fmt.Sprintf("N %d", k.N))
	}
	fields = append(fields,
		p.number("input", "Image", "Height and width of an image", sides, k.Input.H, func(v int) string { return fmt.Sprintf("%d × %d", v, v) },
			skeleton(func(k *graph.Skeleton, v int) { k.Input.H, k.Input.W = v, v })),
		p.number("classes", "Classes", "Outputs of the classifier", classes, k.Classes, strconv.Itoa, skeleton(func(k *graph.Skeleton, v int) { k.Classes = v })),
		p.number("batch", "Batch", "Images in the batch that is scored", batches, s.Spec.Batch, strconv.Itoa, func(v int) state.Action { return state.SetBatch{Batch: v} }),
	)
	fields = append(append(fields, p.imageFields()...), p.seed())
	words = append(words, k.Input.String(), fmt.Sprintf("batch %d", s.Spec.Batch), s.DataName(), fmt.Sprintf("seed %d", s.Spec.Seed))
	return ui.Section().ID("setup").Class("setup").Aria("label", "Set-up").DataSet("open", open).Body(
		ui.Button().Type("button").Class("setup-summary").Aria("expanded", open).Aria("controls", "setup-fields").
			OnClick(p.on(state.Toggle{Part: "setup"})).
			Body(ui.B().Text("Set-up"), ui.Span().Text(strings.Join(words, " · ")), icon("chevron")),
		ui.Div().ID("setup-fields").Class("fields").Body(fields...),
		p.taskNote(),
		p.estimate(),
	)
}

// spaces is the choice of the search space.
func (p *page) spaces() ui.UI {
	var options []ui.UI
	for _, sp := range spaces.All() {
		info := sp.Info()
		options = append(options, ui.Option().Value(info.ID).Text(info.Name).Selected(info.ID == p.state.Spec.Space))
	}
	return p.selection("space", "Search space", "Which architectures there are: "+p.state.Net.Space.Info().Paper, options,
		func(id string) state.Action { return state.SetSpace{ID: id} })
}

// tasks is the choice of a task of the benchmark, which sets images and classes.
func (p *page) tasks() ui.UI {
	task, ok := p.state.Task()
	title := "What the benchmark trained the networks for: sets the classes and, if they are small enough, the images"
	options := []ui.UI{ui.Option().Value("").Text("none").Selected(!ok).Disabled(ok)}
	for _, t := range p.state.Net.Space.Skeletons().Tasks {
		options = append(options, ui.Option().Value(t.ID).Text(t.Name).Selected(ok && t.ID == task.ID))
	}
	if task.Note != "" {
		title = task.Note
	}
	return p.selection("task", "Task", title, options, func(id string) state.Action { return state.SetTask{ID: id} })
}

// capital begins a phrase as a sentence.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// number is a choice among numbers.
func (p *page) number(id, label, title string, offered []int, value int, name func(int) string, act func(int) state.Action) ui.UI {
	if !slices.Contains(offered, value) {
		offered = append(slices.Clone(offered), value)
		slices.Sort(offered)
	}
	var options []ui.UI
	for _, v := range offered {
		options = append(options, ui.Option().Value(v).Text(name(v)).Selected(v == value))
	}
	return p.selection(id, label, title, options, func(text string) state.Action {
		v, err := strconv.Atoi(text)
		if err != nil {
			return nil
		}
		return act(v)
	})
}

func (p *page) selection(id, label, title string, options []ui.UI, act func(string) state.Action) ui.UI {
	return ui.Div().Class("field").Title(title).Body(
		ui.Label().For("setup-"+id).Text(label),
		ui.Select().ID("setup-"+id).DataSet("testid", "setup-"+id).Body(options...).
			OnChange(func(ctx ui.Context, _ ui.Event) {
				if a := act(ctx.JSSrc().Get("value").String()); a != nil {
					p.do(a)
				}
				p.reset(ctx.JSSrc(), id)
			}),
	)
}

// reset puts the present value back into a control whose change was refused.
func (p *page) reset(field ui.Value, id string) {
	k := p.state.Spec.Skeleton
	field.Set("value", map[string]string{
		"space": p.state.Spec.Space, "task": p.task(),
		"width": strconv.Itoa(k.C), "cells": strconv.Itoa(k.N), "input": strconv.Itoa(k.Input.H), "classes": strconv.Itoa(k.Classes),
		"batch": strconv.Itoa(p.state.Spec.Batch), "data": p.state.Spec.Data, "transform": p.state.Spec.Transform, "seed": strconv.FormatUint(p.state.Spec.Seed, 10),
	}[id])
}

// taskNote says what is special about the task on show.
func (p *page) taskNote() ui.UI {
	t, _ := p.state.Task()
	return ui.If(t.Note != "", ui.P().Class("muted", "task-note").DataSet("testid", "task-note").Text(t.Name+": "+t.Note))
}

// task returns the id of the task on show, or "".
func (p *page) task() string {
	t, _ := p.state.Task()
	return t.ID
}

// seed is the field of the seed, with a button that draws another.
func (p *page) seed() ui.UI {
	return ui.Div().Class("field").Title("Of weights, images and noise: the same seed gives the same numbers on every machine").Body(
		ui.Label().For("setup-seed").Text("Seed"),
		ui.Span().Class("joined").Body(
			ui.Input().ID("setup-seed").DataSet("testid", "setup-seed").Type("text").Attr("inputmode", "numeric").
				AutoComplete(false).Value(strconv.FormatUint(p.state.Spec.Seed, 10)).
				OnChange(func(ctx ui.Context, _ ui.Event) {
					if v, err := strconv.ParseUint(ctx.JSSrc().Get("value").String(), 10, 64); err == nil {
						p.do(state.SetSeed{Seed: v})
					}
					p.reset(ctx.JSSrc(), "seed")
				}),
			iconButton("dice", "Another seed").DataSet("testid", "reroll").OnClick(p.on(state.RollSeed{})),
		),
		ui.Button().Type("button").Class("button").Attr("popovertarget", "seeds").DataSet("testid", "seeds-apart").
			Title("Vary the weights, the images or the noise alone").
			Body(ui.Span().Text(apart(p.state.Spec.Shift))),
		p.popover("seeds", "Seeds apart", p.shifts()...),
	)
}

// apart says whether the seeds are one.
func apart(shift experiment.Seeds) string {
	if shift == (experiment.Seeds{}) {
		return "Apart…"
	}
	return fmt.Sprintf("+%d +%d +%d", shift.Init, shift.Batch, shift.Noise)
}

// shifts are the fields of what is added to the seed for each purpose.
func (p *page) shifts() []ui.UI {
	if !p.state.Open["seeds"] {
		return nil
	}
	shift := p.state.Spec.Shift
	field := func(id, label string, value uint64, set func(*experiment.Seeds, uint64)) ui.UI {
		return ui.Div().Class("field").Body(
			ui.Label().For("shift-"+id).Text(label),
			ui.Input().ID("shift-"+id).DataSet("testid", "shift-"+id).Type("text").Attr("inputmode", "numeric").AutoComplete(false).
				Value(strconv.FormatUint(value, 10)).
				OnChange(func(ctx ui.Context, _ ui.Event) {
					shift := p.state.Spec.Shift
					if v, err := strconv.ParseUint(ctx.JSSrc().Get("value").String(), 10, 64); err == nil {
						set(&shift, v)
						p.do(state.SetShift{Shift: shift})
						return
					}
					ctx.JSSrc().Set("value", strconv.FormatUint(value, 10))
				}),
		)
	}
	return []ui.UI{
		ui.P().Class("muted").Text("What is added to the seed for each purpose: change one to vary it alone."),
		field("init", "Weights", shift.Init, func(s *experiment.Seeds, v uint64) { s.Init = v }),
		field("batch", "Images", shift.Batch, func(s *experiment.Seeds, v uint64) { s.Batch = v }),
		field("noise", "Noise", shift.Noise, func(s *experiment.Seeds, v uint64) { s.Noise = v }),
	}
}

// estimate says what scoring will take, and asks before it is much.
func (p *page) estimate() ui.UI {
	s := p.state
	e := s.Estimate()
	words := ui.Span().Class("estimate-words").DataSet("testid", "estimate").Text(
		"≈ " + display.Millis(e.Millis) + " · " + about(e) + display.Bytes(e.Bytes))
	title := "What scoring one cell takes on this machine: the time about, the memory "
	if e.Planned {
		title += "as planned for its passes."
	} else {
		title += "about, until it is planned."
	}
	if held := s.Pool.Memory; held > 0 {
		title += " Held by " + display.Plural(s.Pool.Size, "worker") + ": " + display.Bytes(int64(held)) + ", with the program and what the largest cell so far took."
	}
	if !s.Waiting() {
		return ui.Div().Class("estimate").Title(title).Body(words)
	}
	return ui.Div().Class("estimate").Title(title).Body(
		words,
		button("play", "Run").Class("primary").DataSet("testid", "run").OnClick(p.on(state.Run{})),
	)
}

// about marks memory that is not planned yet.
func about(e state.Estimate) string {
	if e.Planned {
		return ""
	}
	return "about "
}
