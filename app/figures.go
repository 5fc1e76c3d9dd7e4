package app

import (
	"protocell/app/figures"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// figures are what explains proxies on small examples.
func (p *page) figures() ui.UI { return &figures.Section{Save: p.browser.SaveFile} }
