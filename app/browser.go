package app

import (
	"protocell/app/shell"
	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// browser is what the page asks of the browser around it.
type browser interface {
	shell.Browser
	// listen has what happens around the page told, from now on.
	listen(hear func(state.Action))
	// Soon has f called in a task of its own, so that the browser can draw and answer
	// before.
	Soon(f func())
	// folded returns the groups of the scorecard that were kept as folded, and
	// keepFolded keeps others; both are joined by spaces.
	folded() string
	keepFolded(groups string)
	// picked has the files of a picker imported.
	picked(input ui.Value)
	// startImport imports the files that were given last, stopImport ends that.
	startImport(edge int)
	stopImport()
	// listSets tells which image sets are kept.
	listSets()
	// listDevices tells which devices were measured.
	listDevices()
	// changeSet renames a set, or removes it if name is "", and lists all.
	changeSet(id, name string)
	// saveSet offers a set as a file.
	saveSet(id, name string)
}
