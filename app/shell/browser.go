package shell

import "protocell/app/theme"

// Browser is what a page asks of the browser around it. Its methods do not block, and
// are called on the goroutine of the user interface.
type Browser interface {
	// Now returns the time in milliseconds on a clock that does not jump.
	Now() float64
	// Random returns a number that differs from visit to visit.
	Random() uint64
	// Narrow reports whether the window is too narrow for the wide drawing.
	Narrow() bool
	// Dark reports whether the system asks for dark colours.
	Dark() bool
	// Still reports whether the visitor wants no motion.
	Still() bool
	// Theme returns the colour scheme that was kept, and KeepTheme keeps one.
	Theme() theme.Theme
	KeepTheme(theme.Theme)
	// Address returns the address of the page without its fragment, and fragment
	// the rest.
	Address() string
	Fragment() string
	// WriteURL puts a fragment into the address bar.
	WriteURL(fragment string, push bool)
	// CopyText puts text on the clipboard, and tells how that went.
	CopyText(text string, done func(error))
	// SaveFile offers a file for download. text may be any bytes.
	SaveFile(name, text string)
	// Focus gives the focus to an element.
	Focus(id string)
	// Dialog opens or closes the dialog element with an id.
	Dialog(id string, open bool)
	// Paint draws RGB pixels into the canvas with an id.
	Paint(id string, width, height int, rgb []byte)
	// Chart draws a chart from its options, in JSON, into the element with an id;
	// chosen is called with the name of a point that the visitor chooses.
	Chart(id, options string, chosen func(name string))
	// Colour returns the value of a CSS property of the present scheme.
	Colour(property string) string
}
