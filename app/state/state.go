// Package state is the page without its drawing: one value that says everything
// the page shows, the actions that happen to it, and a pure function from the one
// to the next. What the outside world is to do about it (jobs, address bar,
// clipboard) comes out as effects; what it then says comes in as actions. So the
// behaviour of the page is tested without a browser.
package state

import (
	"slices"

	"protocell/app/pool"
	"protocell/app/theme"
	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/rng"
	"protocell/core/space"
)

// State is everything that the page shows. Its slices, maps and pointers are
// never changed in place, so that an old State stays what it was and a part that
// is the same pointer has not changed.
type State struct {
	Spec experiment.Spec
	Net  *Net // of Spec.Arch in Spec.Skeleton
	key  Key  // of the set-up of Spec

	opened       bool              // whether the address has been read
	past, future []experiment.Spec // to undo and to redo, the nearest last

	Edge  int    // the edge that is selected
	Entry *Entry // of an architecture as text

	Card      Card
	Reference Reference
	Preview   Preview
	Kernel    Kernel
	Images    Images
	Sample    Sample
	known     *Known
	jobs      map[string]Job   // under way, by id
	failed    map[string]error // by id of the job, until it is tried again
	approved  Key              // the set-up that may run although it is heavy

	Link    *Link // how the page was opened, if by a link or file
	Embed   bool  // without the page around the cell and its scores
	Dialog  Dialog
	Notices []Notice
	Open    map[string]bool // parts that are unfolded, by name
	Folded  map[string]bool // groups of the scorecard that are folded
	Theme   theme.Theme
	Narrow  bool // the cell flows downwards
	Axes    Axes
	Mix     Mix
	Latency Latency
	Pool    pool.Status
	Speed   Speed

	still    bool       // whether the last action changed nothing that is shown
	random   rng.Stream // of random and mutated cells
	lastEdit float64    // when the address was last written for an edit
	lastID   int        // of a notice
}

// Net is the edited architecture with everything that follows from it at once.
type Net struct {
	Space     space.Space
	Arch      space.Arch
	Decisions []space.Decision
	Diagram   space.Diagram
	Edges     []CellEdge // of all cells of Diagram
	Graph     *graph.Graph
	Costs     graph.Costs
	Broken    error  // why input and output are not connected, or nil
	Class     string // equal for the architectures that the benchmark counts as isomorphic
	Strict    string // the same, by a stricter rule, if the space has one
	Code      string // the architecture in its shortest notation
}

// CellEdge is an edge of a cell.
type CellEdge struct {
	space.Edge
	Cell             int    // of the diagram
	FromName, ToName string // of its nodes
}

// Edge returns what edge i of the cell costs in the whole network. An edge without
// nodes, such as a skip connection, costs nothing.
func (n *Net) Edge(i int) graph.Cost {
	if i < len(n.Costs.Edges) {
		return n.Costs.Edges[i].Total
	}
	return graph.Cost{}
}

// Entry is the text field for an architecture.
type Entry struct {
	Text string
	Err  error // why it cannot be read, or nil
}

// Dialog is which dialog is open.
type Dialog string

// The dialogs.
const (
	NoDialog    Dialog = ""
	HelpDialog  Dialog = "help"
	KeysDialog  Dialog = "keys"
	ShareDialog Dialog = "share"
)

// Kind is how a notice is meant.
type Kind string

// The kinds of notice.
const (
	Info    Kind = "info"
	Good    Kind = "good"
	Warning Kind = "warning"
	Fault   Kind = "fault"
)

// Notice is a message that stays until it is dismissed.
type Notice struct {
	ID      int
	Topic   string // a new notice on a topic takes the old one's place
	Kind    Kind
	Text    string
	Details []string
	Way     Way // the way out that it offers, or ""
}

// Way is a way out of a problem.
type Way string

// The ways out.
const (
	NoWay      Way = ""
	RetryWay   Way = "retry"   // score again
	RestartWay Way = "restart" // start the workers again
)

// Still reports whether the last action changed nothing that the page shows.
func (s State) Still() bool { return s.still }

// CanUndo and CanRedo report whether there is an edit to undo or to redo.
func (s State) CanUndo() bool { return len(s.past) > 0 }

// CanRedo reports whether there is an edit to redo.
func (s State) CanRedo() bool { return len(s.future) > 0 }

// notify adds a notice, in the place of an older one on its topic.
func (s State) notify(n Notice) State {
	s = s.hush(n.Topic)
	s.lastID++
	n.ID = s.lastID
	s.Notices = append(s.Notices[:len(s.Notices):len(s.Notices)], n)
	return s
}

// has reports whether there is a notice on a topic.
func (s State) has(topic string) bool {
	return slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Topic == topic })
}

// hush removes the notice on a topic.
func (s State) hush(topic string) State {
	var kept []Notice
	for _, n := range s.Notices {
		if n.Topic != topic {
			kept = append(kept, n)
		}
	}
	s.Notices = kept
	return s
}
