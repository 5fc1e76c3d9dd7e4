package search

import (
	"fmt"

	"protocell/app/chart"
	"protocell/app/element"
	"protocell/core/search"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

const bracketsID = "brackets-chart"

// rungKey is a rung of a bracket.
type rungKey struct{ bracket, rung int }

// brackets shows the rungs of successive halving, and who went through them.
func (p *page) brackets() ui.UI {
	sight, _ := p.state.Sight()
	c := chart.Cloud{X: chart.Axis{Name: "Trial", Whole: true}, Y: chart.Axis{Name: p.state.Signal().Name}}
	groups := map[int][]int{}
	counts := map[rungKey]int{}
	best := map[rungKey]float64{}
	epochs := map[rungKey]int{}
	last, rungs := 0, 0
	told := sight.Told()
	for _, i := range told[max(0, len(told)-dots):] {
		r := sight.Row(i)
		if !r.Outcome.OK() || r.Trial.Signal != search.Main {
			continue
		}
		k := rungKey{r.Trial.Bracket, sight.Rung(i)}
		groups[k.rung] = append(groups[k.rung], len(c.Names))
		c.Add(fmt.Sprint(r.Trial.ID), float64(r.Trial.ID), p.signed(r.Outcome.Value))
		if counts[k] == 0 || r.Outcome.Value > best[k] {
			best[k] = r.Outcome.Value
		}
		counts[k]++
		epochs[k] = r.Trial.Epochs
		last, rungs = max(last, k.bracket), max(rungs, k.rung+1)
		if i, ok := sight.ByID(r.Trial.Parent); ok && r.Trial.Origin == search.Promotion {
			from := sight.Row(i)
			c.Guides = append(c.Guides, chart.Guide{X: []float64{float64(from.Trial.ID), float64(r.Trial.ID)}, Y: []float64{p.signed(from.Outcome.Value), p.signed(r.Outcome.Value)}})
		}
	}
	for k := range rungs {
		if k > 0 {
			c.Groups = append(c.Groups, chart.Group{Ink: k - 1, Points: groups[k]})
		}
	}
	c.Guides = c.Guides[max(0, len(c.Guides)-200):]
	p.draw(bracketsID, c)
	head := []ui.UI{ui.Th().Scope("col").Text("Bracket")}
	for k := range rungs {
		head = append(head, ui.Th().Scope("col").Text(fmt.Sprintf("Rung %d", k+1)))
	}
	var rows []ui.UI
	for b := last; b > 0 && b > last-12; b-- {
		cells := []ui.UI{ui.Th().Scope("row").Text(fmt.Sprint(b))}
		for k := range rungs {
			key := rungKey{b, k}
			text := ""
			if n := counts[key]; n > 0 {
				text = fmt.Sprintf("%d → %s", n, worth(p.signed(best[key])))
				if e := epochs[key]; e > 0 {
					text = fmt.Sprintf("%d × %d ep. → %s", n, e, worth(p.signed(best[key])))
				}
			}
			cells = append(cells, ui.Td().Text(text))
		}
		rows = append(rows, ui.Tr().Body(cells...))
	}
	return panel("brackets", "Brackets and rungs", p.saves(bracketsID, "brackets", p.trialsCSV),
		element.Chart(bracketsID, "Chart of the trials by rung; the numbers are in the table below", 0),
		ui.P().Class("muted").Text("The first rung is pale, each later one has a colour; a line leads from a trial to its promotion. Below: how many architectures a rung had, and the best of them."),
		ui.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Brackets").Body(
			ui.Table().Class("numbers").DataSet("testid", "brackets-table").Body(ui.THead().Body(ui.Tr().Body(head...)), ui.TBody().Body(rows...))))
}
