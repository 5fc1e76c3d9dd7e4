package search

import (
	"fmt"
	"math"
	"strings"

	"protocell/app/display"
	"protocell/app/element"
	"protocell/app/search/state"
	"protocell/core/evaluate/lecture"
	"protocell/core/job/searching"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// setNames are the names of data sets that are not their ids.
var setNames = map[string]string{"cifar10": "CIFAR-10", "cifar100": "CIFAR-100", "ImageNet16-120": "ImageNet16-120", "shapes": "shapes"}

// lecture re-plays the table of published searches on the open table.
func (p *page) lecture() ui.UI {
	s := p.state
	title := "The published table, re-played"
	t := s.Table
	switch {
	case t == nil && s.Problem != nil:
		return panel("lecture", title, nil, ui.P().Class("problem").Text("The table is not open: "+s.Problem.Error()+"."))
	case t == nil:
		return panel("lecture", title, nil, ui.P().Class("muted").Text("Reading the table…"))
	case t.Protocol == nil:
		return panel("lecture", title, nil, ui.P().Class("muted").Text("The published searches cannot be re-played on this table: "+t.Lacks+"."))
	}
	q, l := t.Protocol, s.Lecture
	done, all := l.Done(q.Rows)
	intro := fmt.Sprintf("Every search asks %s and is charged on a simulated clock, until %s %s are spent; what it found is reported below, as mean ± standard deviation over the runs.", signalOf(q), display.Significant(q.Budget, 5), q.Unit)
	if q.Published {
		intro += " Under each row is what was published; = marks means within the published standard deviation."
	} else {
		intro += " The published figures are of NAS-Bench-201 on photographs: they are shown, and do not compare with this table."
	}
	tools := []ui.UI{}
	if done > 0 {
		tools = append(tools, ui.Button().Type("button").Class("button", "small").DataSet("testid", "lecture-csv").Title("Download the numbers as CSV").Aria("label", "Download the numbers as CSV").
			OnClick(func(ui.Context, ui.Event) { p.do(state.Save{Name: "protocell-published.csv", Text: p.lectureCSV()}) }, "lecture-csv").Text("CSV"))
	}
	start := button("play", "Re-play "+display.Plural(max(1, number(l.Runs)), "run")+" of each row").Class("primary").DataSet("testid", "lecture-start").Disabled(l.Running || l.Problem != "").OnClick(p.on(state.StartLecture{}))
	controls := []ui.UI{
		element.CheckedEntry("lecture-runs", "Runs", "Of each row; 500 were published", l.Runs, l.Problem, func(v string) { p.do(state.SetRuns{Text: v}) }),
		start,
	}
	if l.Running {
		controls = append(controls, button("close", "Stop").DataSet("testid", "lecture-stop").OnClick(p.on(state.StopLecture{})))
	}
	body := []ui.UI{ui.P().Class("muted").Text(intro), ui.Div().Class("search-lecture-controls").Body(controls...)}
	if l.Running || done > 0 && done < all {
		body = append(body, ui.Progress().Class("verdict-progress").Max(max(1, all)).Value(done).Aria("label", "Runs"))
	}
	if all > 0 {
		body = append(body, ui.P().Class("muted").DataSet("testid", "lecture-progress").DataSet("done", done).DataSet("running", l.Running).Text(fmt.Sprintf("%d of %d runs", done, all)))
	}
	if l.Err != nil {
		body = append(body, ui.P().Class("problem").Text("It has stopped: "+l.Err.Error()+". What is done stays."))
	}
	return panel("lecture", title, tools, append(body, p.lectureTable(q))...)
}

func signalOf(q *searching.Protocol) string {
	if q.Signal.Epochs > 0 {
		return fmt.Sprintf("the validation accuracy after %s", display.Plural(q.Signal.Epochs, "epoch"))
	}
	return "the validation accuracy"
}

// lectureTable is the rows, re-played above published.
func (p *page) lectureTable(q *searching.Protocol) ui.UI {
	l := p.state.Lecture
	head := []ui.UI{ui.Th().Scope("col").Text("Search"), ui.Th().Scope("col").Text("Runs"), ui.Th().Scope("col").Text("Trials")}
	for _, r := range q.Reports {
		head = append(head, ui.Th().Scope("col").Text(or(setNames[r.Dataset], r.Dataset)+" "+map[string]string{"valid": "validation", "test": "test"}[r.Split]))
	}
	var rows []ui.UI
	agree, of := 0, 0
	for _, row := range q.Rows {
		var runs []lecture.Result
		if r := l.Rows[row.ID]; r != nil {
			runs = r.Runs
		}
		cells := []ui.UI{ui.Th().Scope("row").Text(row.Name)}
		if row.Lacks != "" {
			cells = append(cells, ui.Td().ColSpan(2).Class("search-lacks").Text("not run here: "+row.Lacks))
			for range q.Reports {
				cells = append(cells, ui.Td())
			}
		} else {
			trials := 0
			for _, r := range runs {
				trials += r.Trials
			}
			n := len(runs)
			words := ""
			if n > 0 {
				words = fmt.Sprintf("%.1f", float64(trials)/float64(n))
			}
			cells = append(cells, ui.Td().Text(fmt.Sprint(n)), ui.Td().Text(words))
			for k, sum := range summaries(runs, len(q.Reports)) {
				td := ui.Td().DataSet("testid", fmt.Sprintf("lecture-%s-%d", row.ID, k))
				text := "–"
				if sum.Runs > 0 {
					text = spread(sum.Mean, sum.SD, sum.Runs)
					td.DataSet("value", display.Exact(sum.Mean))
				}
				if q.Published && k < len(row.Figures) && row.Figures[k].Given && sum.Runs > 0 {
					of++
					if sum.Agrees(state.Figures(row)[k]) {
						agree++
						text += " ="
						td.DataSet("agrees", true)
					} else {
						td.DataSet("agrees", false)
					}
				}
				cells = append(cells, td.Text(text))
			}
		}
		rows = append(rows, ui.Tr().DataSet("testid", "lecture-row").Body(cells...))
		if published := p.published(q, row); published != nil {
			rows = append(rows, published)
		}
	}
	var verdict ui.UI = ui.Span().Hidden(true)
	if of > 0 {
		verdict = ui.P().DataSet("testid", "lecture-agree").Text(fmt.Sprintf("%d of %d means are within the published standard deviation.", agree, of))
	}
	return ui.Div().Class("search-lecture").Body(verdict, ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Published searches").Body(
		ui.Table().Class("numbers").DataSet("testid", "lecture-table").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...))))
}

// summaries returns the means of runs; of none none.
func summaries(runs []lecture.Result, reports int) []lecture.Summary {
	if len(runs) == 0 {
		return make([]lecture.Summary, reports)
	}
	return lecture.Summarise(runs, reports)
}

// published is the row of published figures, nil if there are none. On a table that
// reports other data sets it has them all.
func (p *page) published(q *searching.Protocol, row searching.Row) ui.UI {
	given := false
	for _, f := range row.Figures {
		given = given || f.Given
	}
	if !given {
		return nil
	}
	text := func(f searching.Figure) string {
		if !f.Given {
			return "–"
		}
		return fmt.Sprintf("%.2f ± %.2f", f.Mean, f.SD)
	}
	seconds := ""
	if row.Seconds > 0 {
		seconds = display.Significant(row.Seconds, 5) + " s"
	}
	cells := []ui.UI{ui.Th().Scope("row").Class("search-published").Text("published"), ui.Td().Text(fmt.Sprint(row.Runs)), ui.Td().Text(seconds)}
	if q.Published {
		for _, f := range row.Figures {
			cells = append(cells, ui.Td().Text(text(f)))
		}
	} else {
		words := ""
		for k, set := range []string{"CIFAR-10", "CIFAR-100", "ImageNet16-120"} {
			if f := row.Figures[2*k+1]; f.Given {
				words += set + " test " + text(f) + " · "
			} else if f := row.Figures[2*k]; f.Given {
				words += set + " validation " + text(f) + " · "
			}
		}
		cells = append(cells, ui.Td().ColSpan(max(1, len(q.Reports))).Text(strings.TrimSuffix(words, " · ")))
	}
	return ui.Tr().Class("search-published").Body(cells...)
}

func (p *page) lectureCSV() string {
	q, l := p.state.Table.Protocol, p.state.Lecture
	var t display.CSV
	t.Line("row", "runs", "dataset", "split", "mean", "sd", "published_mean", "published_sd", "agrees")
	for _, row := range q.Rows {
		r := l.Rows[row.ID]
		if r == nil {
			continue
		}
		for k, sum := range summaries(r.Runs, len(q.Reports)) {
			published, sd, agrees := math.NaN(), math.NaN(), ""
			if q.Published && row.Figures[k].Given {
				published, sd, agrees = row.Figures[k].Mean, row.Figures[k].SD, fmt.Sprint(sum.Agrees(state.Figures(row)[k]))
			}
			t.Line(row.Name, sum.Runs, q.Reports[k].Dataset, q.Reports[k].Split, sum.Mean, sum.SD, published, sd, agrees)
		}
	}
	return t.String()
}
