package app

import (
	"protocell/core/space/nb201"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// opIcons are 16 by 16 drawings of the operations, told apart by their form.
var opIcons = [nb201.NumOps]string{
	nb201.None:        "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8ZM3.8 12.2l8.4-8.4",
	nb201.SkipConnect: "M1.5 11.5C4 3.5 11 3 13 8.5M13.8 4.2 13.3 9 8.8 7.6",
	nb201.NorConv1x1:  "M1.5 1.5h13v13h-13ZM6 6h4v4H6Z",
	nb201.NorConv3x3:  "M1.5 1.5h13v13h-13ZM1.5 5.8h13M1.5 10.2h13M5.8 1.5v13M10.2 1.5v13",
	nb201.AvgPool3x3:  "M1.5 1.5h13v13h-13ZM4.2 4.5h.01M8 4.5h.01M11.8 4.5h.01M4.2 8h.01M8 8h.01M11.8 8h.01M4.2 11.5h.01M8 11.5h.01M11.8 11.5h.01",
}

// opIcon returns the icon of an operation.
func opIcon(op byte) ui.UI {
	return picture(16, 16).DataSet("op", nb201.Op(op).String()).Body(path(opIcons[op]))
}
