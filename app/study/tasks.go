package study

import (
	"cmp"
	"fmt"
	"slices"

	"protocell/app/chart"
	"protocell/app/display"
	"protocell/core/hypothesis"
	"protocell/core/job/analysis"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const tasksID = "tasks-chart"

// tasks shows the average rank of the proxies over the data sets of the table.
func (p *page) tasks() ui.UI {
	s := p.state
	title := "Over all tasks of the table"
	v := s.Tasks.Value
	switch {
	case s.Tasks.Err != nil:
		return panel("tasks", title, nil, ui.P().Class("problem").Text("This cannot be computed: "+s.Tasks.Err.Error()+"."))
	case v == nil:
		return panel("tasks", title, nil, ui.P().Class("muted").Text("It appears with the intervals."))
	case v.Friedman == nil:
		return panel("tasks", title, nil, ui.P().Class("muted").Text("Average ranks need two proxies that are defined on every task."))
	}
	c := chart.Whiskers{X: chart.Axis{Name: "Average rank, 1 is best"}}
	var rows []ui.UI
	head := []ui.UI{ui.Th().Scope("col").Text("Proxy")}
	for _, t := range v.Tasks {
		head = append(head, ui.Th().Scope("col").Text(s.Table.Dataset(t.Dataset)))
	}
	head = append(head, ui.Th().Scope("col").Text("Average rank"))
	r := v.Friedman
	half := r.CriticalDifference / 2
	for place, i := range best(r.Average) {
		x, mean := v.Proxies[i], r.Average[i]
		name := s.Table.ProxyName(x.ID)
		c.Lines = append(c.Lines, chart.Whisker{Name: name, Value: mean, Low: mean - half, High: mean + half, Strong: place == 0,
			Note: fmt.Sprintf("%s\naverage rank %.2f over %d tasks", name, mean, len(v.Tasks))})
		cells := []ui.UI{ui.Th().Scope("row").Text(name)}
		for t := range v.Tasks {
			cells = append(cells, rhoCell(x.Rho[t], 3))
		}
		rows = append(rows, ui.Tr().Body(append(cells, ui.Td().Text(fmt.Sprintf("%.2f", mean)))...))
	}
	p.draw(tasksID, c)
	return panel("tasks", title, p.saves(tasksID, "tasks", p.tasksCSV),
		ui.P().DataSet("testid", "friedman").Text(friedman(r)),
		place(tasksID, "Chart of the average ranks; the numbers are in the table below", len(c.Lines)),
		ui.Details().Class("study-more").Body(ui.Summary().Text("ρ by task"),
			ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "ρ by task").Body(
				ui.Table().Class("numbers", "rho", "by-task").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...)))),
		ui.If(borrowed(v), ui.P().Class("muted").Text("A proxy whose scores the table has for one data set only is compared by these on the others.")),
	)
}

// best returns the indices of average ranks, the best first.
func best(average []float64) []int {
	order := make([]int, len(average))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(average[i], average[j]) })
	return order
}

func borrowed(v *analysis.TasksOutput) bool {
	for _, x := range v.Proxies {
		if x.Borrowed > 0 {
			return true
		}
	}
	return false
}

func plural(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// friedman says whether the ranks differ.
func friedman(r *hypothesis.Friedman) string {
	text := fmt.Sprintf("Friedman's test over %d tasks: χ² = %.2f with %d degrees of freedom, p %s.", r.Tasks, r.ChiSquare, r.Methods-1, level(r.P))
	if r.P > hypothesis.Alpha {
		text += " Over the tasks, nothing separates the proxies."
	} else {
		text += " The proxies differ."
	}
	return text + fmt.Sprintf(" By Nemenyi's test two of them are told apart if their average ranks are %.2f or more apart: if their bars do not overlap.", r.CriticalDifference)
}

// level writes a level of significance.
func level(p float64) string {
	if p < 0.001 {
		return "< .001"
	}
	return fmt.Sprintf("= %.3f", p)
}

func (p *page) tasksCSV() string {
	v := p.state.Tasks.Value
	var t display.CSV
	t.Line("proxy", "task", "rows", "rho", "rank", "average_rank")
	for i, x := range v.Proxies {
		for j, k := range v.Tasks {
			t.Line(p.state.Table.ProxyName(x.ID), k.Dataset, k.Rows, x.Rho[j], v.Friedman.Ranks[j][i], v.Friedman.Average[i])
		}
	}
	return t.String()
}
