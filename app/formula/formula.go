// Package formula shows the formulas of the proxies as MathML, which browsers set
// themselves. The translation from LaTeX is made ahead, by tools/formulas.
package formula

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

//go:generate go run ../../tools/formulas

// node is an element of MathML: text, or other elements.
type node struct {
	tag   string
	attrs []string // names and values in turn
	text  string
	nodes []node
}

// View returns a formula, written in LaTeX, as an element. A formula without a
// translation is shown as it is written; a test makes sure that no proxy has one.
func View(latex string) ui.UI {
	n, ok := table[latex]
	if !ok {
		return ui.Code().Class("formula").Text(latex)
	}
	return ui.Div().Class("formula").Body(n.view().Attr("display", "block").Aria("label", latex))
}

// Has reports whether a formula has a translation.
func Has(latex string) bool {
	_, ok := table[latex]
	return ok
}

func (n node) view() ui.HTMLElem {
	e := ui.Elem(n.tag).XMLNS("http://www.w3.org/1998/Math/MathML")
	for i := 0; i < len(n.attrs); i += 2 {
		e.Attr(n.attrs[i], n.attrs[i+1])
	}
	if n.text != "" {
		return e.Text(n.text)
	}
	var body []ui.UI
	for _, c := range n.nodes {
		body = append(body, c.view())
	}
	return e.Body(body...)
}
