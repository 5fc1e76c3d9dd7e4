package app

import "protocell/app/element"

// The elements that all pages share, by short names.
var (
	button, iconButton, panel, figure, icon, logo = element.Button, element.IconButton, element.Panel, element.Figure, element.Icon, element.Logo

	svg, drawing, picture, path = element.SVG, element.Drawing, element.Picture, element.Path
	rect, circle, text, move    = element.Rect, element.Circle, element.Text, element.Move
)
