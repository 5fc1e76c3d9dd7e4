package state

import (
	"protocell/app/pool"
	"protocell/app/theme"
	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/job"
	"protocell/core/job/metering"
	"protocell/core/sample"
	"protocell/core/score"
	"protocell/core/space"
)

// Action is something that has happened.
type Action interface {
	// reduce returns the state after the action, and what is to be done about it.
	reduce(s State, now float64) (State, []Effect)
}

// Reduce returns the state after a, and what is to be done about it. now is the
// time in milliseconds on a clock that does not jump.
func Reduce(s State, a Action, now float64) (State, []Effect) {
	s.still = false
	s, effects := a.reduce(s, now)
	s, work := s.schedule(now)
	return s, append(effects, work...)
}

// Actions of the visitor on the architecture.
type (
	// SelectEdge selects an edge of the cell and moves the focus there if asked.
	SelectEdge struct {
		Edge  int
		Focus bool
	}
	// SetOp has a decision of an edge take an option: it puts an operation on it.
	SetOp struct {
		Edge int
		Nth  int // of the edge's decisions
		Op   byte
	}
	// SetSpace goes to another search space.
	SetSpace struct{ ID string }
	// SetTask puts the network to a task of the benchmark.
	SetTask struct{ ID string }
	// ExportNetwork offers the network on show in a format of core/export.
	ExportNetwork struct{ Format string }
	// NetworkWritten is the end of WriteNetwork.
	NetworkWritten struct {
		Name, Content string
		Err           error
	}
	// OpenIn opens an architecture, by its code, in a search space.
	OpenIn struct{ Space, Code string }
	// OpenArch replaces the architecture, as a preset or a pinned cell does.
	OpenArch struct{ Arch space.Arch }
	// RandomArch replaces it by a random connected one.
	RandomArch struct{}
	// MutateArch changes one edge at random.
	MutateArch struct{}
	// EnterArch reads it from text in any notation.
	EnterArch struct{ Text string }
	// Undo takes back the last change of the experiment.
	Undo struct{}
	// Redo makes it again.
	Redo struct{}
)

// Actions of the visitor on the set-up.
type (
	// SetSkeleton replaces the network around the cells.
	SetSkeleton struct{ Skeleton graph.Skeleton }
	// SetBatch replaces the number of images.
	SetBatch struct{ Batch int }
	// SetData replaces the image set.
	SetData struct{ Data string }
	// SetSeed replaces the seed.
	SetSeed struct{ Seed uint64 }
	// SetShift replaces what is added to the seed for each purpose.
	SetShift struct{ Shift experiment.Seeds }
	// RollSeed replaces the seed by a random one.
	RollSeed struct{}
	// Ask adds a proxy to those that are computed, all if ID is "", or takes one out.
	Ask struct {
		ID  string
		Not bool
	}
	// CompareSlow has the reference sample scored by slow proxies too.
	CompareSlow struct{}
	// Run lets a heavy set-up be computed.
	Run struct{}
	// Retry computes again what has failed.
	Retry struct{}
	// Restart lets failed workers be replaced again, and computes again.
	Restart struct{}
)

// Actions of the visitor on everything else.
type (
	// Pin adds an architecture to those that are compared.
	Pin struct{ Arch space.Arch }
	// Unpin removes one.
	Unpin struct{ Arch space.Arch }
	// PauseReference stops the reference sample, or lets it go on.
	PauseReference struct{ Pause bool }
	// Toggle folds or unfolds a part of the page.
	Toggle struct{ Part string }
	// ToggleBlock folds or unfolds a block of the network, the only one unfolded.
	ToggleBlock struct{ Block int }
	// ShowDialog opens a dialog, or closes it with NoDialog.
	ShowDialog struct{ Dialog Dialog }
	// Dismiss removes a notice.
	Dismiss struct{ ID int }
	// Fold folds a group of the scorecard, or unfolds it.
	Fold struct{ Group string }
	// SetTheme chooses a colour scheme.
	SetTheme struct{ Theme theme.Theme }
	// PickPair chooses the two images that the kernel matrix compares, PickShares
	// whether it has shares of the units, PickFirst whether it is of the first images
	// alone, and PickReLU the ReLU whose codes are shown, by the label of its node.
	PickPair   struct{ Row, Column int }
	PickShares struct{ Shares bool }
	PickFirst  struct{ First bool }
	PickReLU   struct{ Label string }
	// SetAxes chooses what the landscape shows.
	SetAxes struct{ Axes Axes }
	// EditSample is what the visitor asks of the sample, StartSample has it scored.
	EditSample  struct{ Form SampleForm }
	StartSample struct{}
	// PauseSample stops the sample, or lets it go on; CancelSample ends it.
	PauseSample  struct{ Pause bool }
	CancelSample struct{}
	// SetSampleAxes chooses what the chart of the sample shows, SortSample by which
	// column its cells are listed.
	SetSampleAxes struct{ Axes Axes }
	SortSample    struct{ By string }
	// SetWeights replaces the weights of the weighted mix.
	SetWeights struct{ Text string }
	// SaveSample offers the scores of the sample as a file.
	SaveSample struct{ Format string }
	// CopyLink, CopyEmbed and CopyArch put text on the clipboard.
	CopyLink  struct{ Base string }
	CopyEmbed struct{ Base string }
	CopyArch  struct{ Notation string }
	// Download offers the experiment as a file.
	Download struct{}
)

// Actions of the outside world.
type (
	// Opened says that the page is at an address, from the beginning or because
	// the visitor went there.
	Opened struct{ Fragment string }
	// Dropped says that the visitor gave a file, or why it cannot be read.
	Dropped struct {
		Name, Text string
		Err        error
	}
	// Copied says how copying went.
	Copied struct {
		What string
		Err  error
	}
	// Scored is the end of a job of kind Score.
	Scored struct {
		ID     string
		Result *score.Result
	}
	// Previewed is the end of a job of kind Preview.
	Previewed struct {
		ID     string
		Output *job.PreviewOutput
	}
	// Summarised is the end of a job of kind Summary.
	Summarised struct {
		ID      string
		Summary *sample.Summary
	}
	// TakenApart is the end of a job of kind metering.Breakdown.
	TakenApart struct {
		ID     string
		Output *metering.BreakdownOutput
	}
	// DevicesListed has the profiles that are kept, as the page's script has them.
	DevicesListed struct {
		Text string
		Err  error
	}
	// ChooseDevice shows latencies of another device.
	ChooseDevice struct{ Ref string }
	// Planned is the end of a job of kind Plan.
	Planned struct {
		ID    string
		Bytes int64
	}
	// Coded is the end of a job of kind Codes.
	Coded struct {
		ID     string
		Output *job.CodesOutput
	}
	// Progressed says how much of a job is done.
	Progressed struct {
		ID       string
		Fraction float64
	}
	// Failed says why a job has ended without a result.
	Failed struct {
		ID  string
		Err error
	}
	// PoolChanged says how the workers are.
	PoolChanged struct{ Status pool.Status }
	// Resized says whether the window is narrow.
	Resized struct{ Narrow bool }
)

// Start is what a State is made from.
type Start struct {
	Spec   experiment.Spec // valid; what is shown if the address says nothing
	Theme  theme.Theme
	Folded []string // groups of the scorecard
	Narrow bool
	Pool   pool.Status
	Random uint64 // seed of random and mutated cells
}
