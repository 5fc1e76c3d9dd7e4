package app

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// opIcons are 16 by 16 drawings of operations, told apart by their form, by their
// published names.
var opIcons = map[string]string{
	"none":         "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8ZM3.8 12.2l8.4-8.4",
	"skip_connect": "M1.5 11.5C4 3.5 11 3 13 8.5M13.8 4.2 13.3 9 8.8 7.6",
	"nor_conv_1x1": "M1.5 1.5h13v13h-13ZM6 6h4v4H6Z",
	"nor_conv_3x3": "M1.5 1.5h13v13h-13ZM1.5 5.8h13M1.5 10.2h13M5.8 1.5v13M10.2 1.5v13",
	"avg_pool_3x3": "M1.5 1.5h13v13h-13ZM4.2 4.5h.01M8 4.5h.01M11.8 4.5h.01M4.2 8h.01M8 8h.01M11.8 8h.01M4.2 11.5h.01M8 11.5h.01M11.8 11.5h.01",
	"max_pool_3x3": "M1.5 1.5h13v13h-13ZM4.2 4.5h.01M8 4.5h.01M11.8 4.5h.01M4.2 8h.01M11.8 8h.01M4.2 11.5h.01M8 11.5h.01M11.8 11.5h.01M6.6 6.6h2.8v2.8H6.6Z",
	"sep_conv_3x3": "M1.5 1.5h8v8h-8ZM4 4h8v8H4ZM6.5 6.5h8v8h-8Z",
	"sep_conv_5x5": "M1.5 1.5h8v8h-8ZM4 4h8v8H4ZM6.5 6.5h8v8h-8ZM10.5 8.5v4M8.5 10.5h4",
	"dil_conv_3x3": "M1.5 1.5h4v4h-4ZM10.5 1.5h4v4h-4ZM1.5 10.5h4v4h-4ZM10.5 10.5h4v4h-4Z",
	"dil_conv_5x5": "M1.5 1.5h3v3h-3ZM6.5 1.5h3v3h-3ZM11.5 1.5h3v3h-3ZM1.5 6.5h3v3h-3ZM11.5 6.5h3v3h-3ZM1.5 11.5h3v3h-3ZM6.5 11.5h3v3h-3ZM11.5 11.5h3v3h-3Z",
}

// opIcon returns the icon of an operation.
func opIcon(id string) ui.UI {
	return picture(16, 16).DataSet("op", id).Body(path(opIcons[id]))
}
