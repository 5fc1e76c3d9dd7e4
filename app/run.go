// Package app is the page: the user interface of the playground.
package app

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// Run starts the page in a browser and never returns there; elsewhere it does
// nothing.
func Run() {
	app.Route("/", &page{})
	app.RunWhenOnBrowser()
}

type page struct{ app.Compo }

// Render implements app.Composer.
func (*page) Render() app.UI { return app.Main().Body(app.H1().Text("Protocell")) }
