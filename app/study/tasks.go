package study

import (
	"fmt"

	"protocell/app/chart"
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
	case len(v.Tasks) < 2 || len(v.Proxies) < 2:
		return panel("tasks", title, nil, ui.P().Class("muted").Text("Average ranks need two tasks and two proxies; this table has "+plural(len(v.Tasks), "task")+"."))
	}
	c := chart.Whiskers{X: chart.Axis{Name: "Average rank, 1 is best"}}
	var head, rows []ui.UI
	head = append(head, ui.Th().Scope("col").Text("Proxy"))
	for _, t := range v.Tasks {
		head = append(head, ui.Th().Scope("col").Text(t.Dataset))
	}
	head = append(head, ui.Th().Scope("col").Text("Average rank"))
	half := v.Critical / 2
	for i, x := range v.Proxies {
		name := s.Table.ProxyName(x.ID)
		c.Lines = append(c.Lines, chart.Whisker{Name: name, Value: x.Mean, Low: x.Mean - half, High: x.Mean + half, Strong: i == 0,
			Note: fmt.Sprintf("%s\naverage rank %.2f over %d tasks", name, x.Mean, len(v.Tasks))})
		cells := []ui.UI{ui.Th().Scope("row").Text(name)}
		for t := range v.Tasks {
			cells = append(cells, rhoCell(x.Rho[t], 3))
		}
		rows = append(rows, ui.Tr().Body(append(cells, ui.Td().Text(fmt.Sprintf("%.2f", x.Mean)))...))
	}
	p.draw(tasksID, c)
	return panel("tasks", title, p.saves(tasksID, "tasks", p.tasksCSV),
		ui.P().DataSet("testid", "friedman").Text(friedman(v)),
		place(tasksID, "Chart of the average ranks; the numbers are in the table below", len(c.Lines)),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "ρ by task").Body(
			ui.Table().Class("numbers", "rho").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...))),
		ui.If(borrowed(v), ui.P().Class("muted").Text("A proxy whose scores the table has for one data set only is compared by these on the others.")),
	)
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
func friedman(v *analysis.TasksOutput) string {
	if !v.Tested {
		return fmt.Sprintf("Average rank of %d proxies over %d tasks.", len(v.Proxies), len(v.Tasks))
	}
	text := fmt.Sprintf("Friedman's test over %d tasks: χ² = %.2f with %d degrees of freedom, p = %.3f.", len(v.Tasks), v.ChiSquare, len(v.Proxies)-1, v.P)
	if v.P > 0.05 {
		text += " Over the tasks, nothing separates the proxies."
	} else {
		text += " The proxies differ."
	}
	return text + fmt.Sprintf(" Two average ranks differ by Nemenyi's test if they are %.2f or more apart: if their bars do not overlap.", v.Critical)
}

func (p *page) tasksCSV() string {
	v := p.state.Tasks.Value
	var t csv
	t.line("proxy", "task", "rows", "rho", "rank", "average_rank")
	for _, x := range v.Proxies {
		for i, k := range v.Tasks {
			t.line(p.state.Table.ProxyName(x.ID), k.Dataset, k.Rows, x.Rho[i], x.Rank[i], x.Mean)
		}
	}
	return t.String()
}
