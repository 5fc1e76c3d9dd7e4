package study

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/app/study/state"
	"protocell/core/job/analysis"
	"protocell/core/study"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// lectureKey is what the panel of the lecture depends on.
type lectureKey struct {
	drawn drawnKey
	tasks *analysis.TasksOutput
	open  bool
}

// lecture has the tables that the lecture prints, beside what the open table gives.
func (p *page) lecture() ui.UI {
	open := p.state.Open["lecture"]
	head := ui.Button().Type("button").Class("link").Aria("expanded", open).DataSet("testid", "lecture").OnClick(p.on(state.Toggle{Part: "lecture"}))
	intro := ui.P().Class("muted").Text("What the literature prints – eight proxies on twelve tasks, and the vote of three – beside what the open table gives, with what is wrong in print.")
	if !open {
		return panel("lecture", "The printed tables", nil, intro, head.Text("Show them"))
	}
	l := study.TheLecture()
	var parts []ui.UI
	for _, t := range l.Tables {
		parts = append(parts, part(fmt.Sprintf("Table %d", t.Number), t.Caption,
			printed(l.Proxies, t.Tasks), notes(l, fmt.Sprint(t.Number))))
	}
	parts = append(parts, p.ourRho(l), p.averages(l), p.vote(l), part("Heat map", "", notes(l, "heat map")))
	return panel("lecture", "The printed tables", nil, intro, head.Text("Hide them"),
		ui.Div().Class("lecture").Body(parts...), ui.P().Class("muted").Text("Printed: "+l.Source+"; vote: "+l.Vote.Source+"."))
}

func part(title, words string, body ...ui.UI) ui.UI {
	head := []ui.UI{ui.H3().Text(title)}
	if words != "" {
		head = append(head, ui.P().Class("muted").Text(words+"."))
	}
	return ui.Div().Class("sample-part").Body(append(head, body...)...)
}

// notes are what is to be known of a printed table.
func notes(l study.Lecture, table string) ui.UI {
	var list []ui.UI
	for _, n := range l.Notes {
		if n.Table == table {
			list = append(list, ui.P().Class("erratum").Body(icon("warning"), ui.Span().Text(n.Text)))
		}
	}
	return ui.Div().Body(list...)
}

// grid is a table of numbers with names along two sides.
func grid(label string, columns []string, rows [][]ui.UI) ui.UI {
	head := []ui.UI{ui.Th().Scope("col").Text("")}
	for _, c := range columns {
		head = append(head, ui.Th().Scope("col").Text(c))
	}
	var body []ui.UI
	for _, r := range rows {
		body = append(body, ui.Tr().Body(r...))
	}
	head[0] = ui.Td()
	return ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", label).Body(
		ui.Table().Class("numbers", "rho", "by-task").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(body...)))
}

// called returns the names of proxies.
func called(ids []string) (names []string) {
	for _, id := range ids {
		if id == "vote" {
			names = append(names, "Vote")
			continue
		}
		names = append(names, state.Called(id))
	}
	return names
}

// printed is a table of correlations.
func printed(proxies []string, tasks []study.Task) ui.UI {
	var rows [][]ui.UI
	for _, t := range tasks {
		row := []ui.UI{ui.Th().Scope("row").Text(t.Name)}
		for _, v := range t.Rho {
			row = append(row, rhoCell(v, 2))
		}
		rows = append(rows, row)
	}
	return grid("Printed correlations", called(proxies), rows)
}

// ourRho has the same proxies on the tasks of the open table.
func (p *page) ourRho(l study.Lecture) ui.UI {
	tasks := p.ourTasks(l.Proxies)
	if len(tasks) == 0 {
		return part("The open table", "", ui.P().Class("muted").Text("The open table has none of these proxies, or is still being computed."))
	}
	var rows [][]ui.UI
	for _, t := range tasks {
		row := []ui.UI{ui.Th().Scope("row").Text(p.state.Table.Dataset(t.Name))}
		for _, v := range t.Rho {
			row = append(row, rhoCell(v, 2))
		}
		rows = append(rows, row)
	}
	return part("The open table", "The same proxies in “"+p.state.Table.Title+"”, ranked by "+p.basisOfTasks(), grid("Correlations in the open table", called(l.Proxies), rows))
}

// basisOfTasks says what the truth of the tasks is.
func (p *page) basisOfTasks() string {
	truth, _ := p.state.Truth()
	m := truth.Meta
	m.Dataset = ""
	return strings.ToLower(p.state.Table.Words(m))
}

// ourTasks returns the ρ of proxies on the tasks of the open table, NaN where there is
// none.
func (p *page) ourTasks(proxies []string) (tasks []study.Task) {
	v := p.state.Tasks.Value
	if v == nil {
		return nil
	}
	some := false
	for i, t := range v.Tasks {
		task := study.Task{Space: p.state.Table.Space.Info().Name, Name: t.Dataset}
		for _, id := range proxies {
			rho := math.NaN()
			if at := slices.IndexFunc(v.Proxies, func(x analysis.TaskProxy) bool { return p.state.Table.ProxyOf(x.ID) == id }); at >= 0 {
				rho = v.Proxies[at].Rho[i]
				some = true
			}
			task.Rho = append(task.Rho, rho)
		}
		tasks = append(tasks, task)
	}
	if !some {
		return nil
	}
	return tasks
}

// averages is table 4, as printed, as it follows from what is printed, and of the open
// table.
func (p *page) averages(l study.Lecture) ui.UI {
	again, err := study.Rank(l.Proxies, l.Tasks())
	if err != nil {
		return part("Table 4", "", ui.P().Class("problem").Text(err.Error()))
	}
	of := func(space string) []float64 {
		for _, s := range again.Spaces {
			if s.Space == space {
				return s.Average
			}
		}
		return again.Average
	}
	var rows [][]ui.UI
	for _, a := range l.Average {
		name := a.Space
		if name == "" {
			name = "Overall"
		}
		row := []ui.UI{ui.Th().Scope("row").Text(name)}
		for i, v := range a.Average {
			follows := of(a.Space)[i]
			cell := ui.Td().Text(fmt.Sprintf("%.2f", v))
			if math.Abs(v-follows) > 0.006 {
				cell = ui.Td().Title("The printed ρ give "+fmt.Sprintf("%.2f", follows)).Body(
					ui.Span().Class("wrong").Text(fmt.Sprintf("%.2f", v)), ui.Small().Class("interval").Text(fmt.Sprintf("follows: %.2f", follows)))
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	if tasks := p.ourTasks(l.Proxies); len(tasks) > 1 && !slices.ContainsFunc(tasks, func(t study.Task) bool { return slices.ContainsFunc(t.Rho, math.IsNaN) }) {
		if ours, err := study.Rank(l.Proxies, tasks); err == nil {
			row := []ui.UI{ui.Th().Scope("row").Text("The open table")}
			for _, v := range ours.Average {
				row = append(row, ui.Td().Text(fmt.Sprintf("%.2f", v)))
			}
			rows = append(rows, row)
		}
	}
	return part("Table 4", "Average rank, 1 is best; what does not follow from the printed ρ is marked", grid("Average ranks", called(l.Proxies), rows), notes(l, "4"),
		ui.P().DataSet("testid", "lecture-friedman").Text("Of the printed ρ: "+friedman(&again.Friedman)))
}

// vote is the table of the vote, as printed and of the open table in one unit.
func (p *page) vote(l study.Lecture) ui.UI {
	var rows [][]ui.UI
	for _, t := range l.Vote.Rows {
		row := []ui.UI{ui.Th().Scope("row").Text(t.Name + ", printed")}
		for i, v := range t.Rho {
			cell := ui.Td().Text(fmt.Sprintf("%.2f", v))
			if l.Vote.Columns[i] == "vote" {
				cell = ui.Td().Body(ui.Span().Class("wrong").Title("Another unit than the others").Text(fmt.Sprintf("%.2f", v)))
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	ours := []ui.UI{ui.Th().Scope("row").Text("The open table, pairs in the right order")}
	some := false
	for _, id := range l.Vote.Columns {
		text := "–"
		for _, x := range p.state.Answer.Value.Proxies {
			if (p.state.Table.ProxyOf(x.ID) == id || x.ID == analysis.Combined+id) && x.Pairs.Defined {
				text, some = fmt.Sprintf("%.2f", x.Pairs.Value), true
			}
		}
		ours = append(ours, ui.Td().Text(text))
	}
	if some {
		rows = append(rows, ours)
	}
	return part("The vote", "|ρ| of single proxies and the vote of three on NAS-Bench-201", grid("The vote", called(l.Vote.Columns), rows), notes(l, "vote"))
}
