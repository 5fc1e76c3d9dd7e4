package app

import (
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// browser is what the page asks of the browser around it. Its methods do not
// block, and are called on the goroutine of the user interface.
type browser interface {
	// now returns the time in milliseconds on a clock that does not jump.
	now() float64
	// random returns a number that differs from visit to visit.
	random() uint64
	// narrow reports whether the window is too narrow for the wide drawing.
	narrow() bool
	// dark reports whether the system asks for dark colours.
	dark() bool
	// still reports whether the visitor wants no motion.
	still() bool
	// theme returns the colour scheme that was kept, and keepTheme keeps one.
	theme() state.Theme
	keepTheme(state.Theme)
	// address returns the address of the page without its fragment, and fragment
	// the rest.
	address() string
	fragment() string
	// writeURL puts a fragment into the address bar.
	writeURL(fragment string, push bool)
	// listen has what happens around the page told, from now on.
	listen(hear func(state.Action))
	// copyText puts text on the clipboard, and tells how that went.
	copyText(text string, done func(error))
	// saveFile offers a file for download.
	saveFile(name, text string)
	// picked has the files of a picker imported.
	picked(input ui.Value)
	// startImport imports the files that were given last, stopImport ends that.
	startImport(edge int)
	stopImport()
	// listSets tells which image sets are kept.
	listSets()
	// changeSet renames a set, or removes it if name is "", and lists all.
	changeSet(id, name string)
	// saveSet offers a set as a file.
	saveSet(id, name string)
	// focus gives the focus to an element.
	focus(id string)
	// dialog opens or closes the dialog element with an id.
	dialog(id string, open bool)
	// paint draws RGB pixels into the canvas with an id.
	paint(id string, width, height int, rgb []byte)
	// chart draws a chart from its options, in JSON, into the element with an id;
	// chosen is called with the name of a point that the visitor chooses.
	chart(id, options string, chosen func(name string))
	// colour returns the value of a CSS property of the present scheme.
	colour(property string) string
}
