// Package job is the protocol between the page and a worker: JSON messages, and
// the worker's side of it, which is tested natively.
package job

import (
	"protocell/core/experiment"
	"protocell/core/score"
	"protocell/core/wire"
)

// Kind is what a job does.
type Kind string

// The kinds of job of package job. Package job/analysis has others.
const (
	Score   Kind = "score"   // one architecture: ScoreInput -> score.Result
	Preview Kind = "preview" // images of the batch: PreviewInput -> PreviewOutput
	Plan    Kind = "plan"    // what memory one architecture takes: PlanInput -> PlanOutput
	Codes   Kind = "codes"   // of a ReLU: CodesInput -> CodesOutput
)

// Request goes from the page to a worker.
type Request struct {
	ID     uint64   `json:"id"`
	Kind   Kind     `json:"kind,omitempty"`
	Cancel bool     `json:"cancel,omitempty"` // stop job ID; all else is empty
	Input  wire.Raw `json:"input,omitempty"`
}

// Event is what a message from a worker says.
type Event string

// The events. A worker says Ready once, then for each job any number of
// Progress, and in the end one of Done, Failed and Cancelled. Its last words, if
// it has any, are Exited.
const (
	Ready     Event = "ready"
	Progress  Event = "progress" // also the sign of life while a job runs, at least every 500 ms
	Done      Event = "done"
	Failed    Event = "failed"
	Cancelled Event = "cancelled"
	Exited    Event = "exited" // the worker's program has ended, and the worker with it
)

// Message goes from a worker to the page.
type Message struct {
	ID       uint64   `json:"id,omitempty"` // 0 if it is about no job, or one that cannot be told
	Event    Event    `json:"event"`
	Fraction float64  `json:"fraction,omitempty"` // of Progress, 0 to 1
	Output   wire.Raw `json:"output,omitempty"`   // of Done, and of Progress where the kind of job has a part to say
	Error    string   `json:"error,omitempty"`    // of Failed and Exited
	Kernels  string   `json:"kernels,omitempty"`  // of Ready: "simd128" or "go"
	Memory   uint64   `json:"memory,omitempty"`   // bytes the worker holds, of Ready and the end of a job
}

// ScoreInput is the input of a Score job: Spec.Arch is the architecture.
type ScoreInput struct {
	Spec   experiment.Spec `json:"spec"`
	Layers bool            `json:"layers,omitempty"`
	Matrix bool            `json:"matrix,omitempty"`
}

// ScoreOutput is the output of a Score job.
type ScoreOutput = score.Result

// PlanInput asks what scoring Spec.Arch would take.
type PlanInput struct {
	Spec experiment.Spec `json:"spec"`
}

// PlanOutput says it.
type PlanOutput struct {
	Bytes int64 `json:"bytes"` // that the passes use while they run
}

// CodesInput asks for the codes of the batch of Spec at the ReLU that is node Node of
// the network of Spec.Arch.
type CodesInput struct {
	Spec experiment.Spec `json:"spec"`
	Node int             `json:"node"`
}

// CodesOutput has them.
type CodesOutput struct {
	Images int    `json:"images"`
	Units  int    `json:"units"` // of the ReLU; 0 if nothing computes it
	Shown  int    `json:"shown"` // units whose bits follow, the first
	Bits   string `json:"bits"`  // base64 of (Shown+7)/8 bytes an image, the least significant bit first
}

// PreviewInput asks for the first Count images of the batch of Spec.
type PreviewInput struct {
	Spec  experiment.Spec `json:"spec"`
	Count int             `json:"count"`
}

// PreviewOutput has images for display.
type PreviewOutput struct {
	Width  int      `json:"width"`
	Height int      `json:"height"`
	Images []string `json:"images"` // base64 of RGB bytes, row by row
	Labels []string `json:"labels"` // of each image, the name of its class
}
