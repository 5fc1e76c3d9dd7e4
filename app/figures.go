package app

import (
	"protocell/app/figures"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// figures are what explains proxies on small examples.
func (p *page) figures() ui.UI {
	save := p.browser.SaveFile
	return figures.Section(
		p.later("figure-regions", nil, func() ui.UI { return &figures.RegionsFigure{Save: save} }),
		p.later("figure-codes", nil, func() ui.UI { return &figures.CodesFigure{Save: save} }),
		p.later("figure-hand", nil, func() ui.UI { return &figures.HandFigure{Save: save} }),
	)
}
