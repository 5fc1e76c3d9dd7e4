package element

import (
	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// icons are outlines on a 24 by 24 grid, to be stroked.
var icons = map[string]string{
	"undo":    "M8 5 4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-3",
	"redo":    "m16 5 4 4-4 4M19.5 9H10a5.5 5.5 0 0 0 0 11h3",
	"random":  "M5 5h14v14H5ZM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01",
	"mutate":  "M12 3v4M12 17v4M3 12h4M17 12h4M8.5 12a3.5 3.5 0 1 0 7 0 3.5 3.5 0 0 0-7 0M5.6 5.6l2 2M16.4 16.4l2 2",
	"preset":  "M4 6h16M4 12h16M4 18h10",
	"pin":     "M9 4h6l-1 6 3 3v2H7v-2l3-3ZM12 15v6",
	"share":   "M12 15V4M8 7.5 12 3.5l4 4M5 12v7h14v-7",
	"help":    "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M12 16.8v.1",
	"keys":    "M3 7h18v10H3ZM7 10.5h.01M11 10.5h.01M15 10.5h.01M8 14h8",
	"sun":     "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
	"moon":    "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
	"system":  "M12 20.5a8.5 8.5 0 1 0 0-17ZM12 20.5a8.5 8.5 0 0 1 0-17",
	"copy":    "M9 9h11v11H9ZM5 15H4V4h11v1",
	"save":    "M12 4v11M8 11.5l4 4 4-4M5 20h14",
	"open":    "M4 19V5h6l2 3h8v11Z",
	"close":   "M6 6l12 12M18 6 6 18",
	"chevron": "m9 6 6 6-6 6",
	"up":      "M12 19V5M6.5 10.5 12 5l5.5 5.5",
	"down":    "M12 5v14M6.5 13.5 12 19l5.5-5.5",
	"play":    "M8 5v14l11-7Z",
	"pause":   "M8 5v14M16 5v14",
	"check":   "m5 12.5 4.5 4.5L19 7.5",
	"warning": "M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2v.1",
	"dice":    "M5 5h14v14H5ZM9 9h.01M15 15h.01M12 12h.01M15 9h.01M9 15h.01",
	"refresh": "M19 5v5h-5M5 19v-5h5M18.2 10A7 7 0 0 0 6 7.5M5.8 14A7 7 0 0 0 18 16.5",
}

// Icon returns an icon, which says nothing to screen readers.
func Icon(name string) ui.UI {
	return Picture(24, 24).DataSet("icon", name).Body(Path(icons[name]))
}
