package searching

import (
	"protocell/core/evaluate"
	"protocell/core/search"
	"protocell/core/table"
)

// TableInput asks what a table offers to searches.
type TableInput struct {
	Table string `json:"table"` // reference
}

// TableOutput says it.
type TableOutput struct {
	ID    string `json:"id"` // of the content, evaluate.Spec.Table
	Title string `json:"title"`
	Space string `json:"space"`
	Rows  int    `json:"rows"`
	// Known is how many rows searches ask: those that have all that the protocol needs.
	// Whole says that they are the whole space; a search of another table needs the limit
	// evaluate.KnownOnly.
	Known   int          `json:"known"`
	Whole   bool         `json:"whole,omitempty"`
	Columns []table.Meta `json:"columns"`
	Curves  []TableCurve `json:"curves,omitempty"`
	// Protocol is that of the published searches; nil if the table lacks what they ask,
	// which Lacks says.
	Protocol *Protocol `json:"protocol,omitempty"`
	Lacks    string    `json:"lacks,omitempty"`
}

// TableCurve is a learning curve of a table.
type TableCurve struct {
	table.Meta
	Steps []int `json:"steps"` // epochs
	Runs  int   `json:"runs"`
}

// Protocol is how published searches ask a table: lecture.Layout.
type Protocol struct {
	Signal  evaluate.Rung     `json:"signal"`          // what a search asks
	Ladder  []evaluate.Rung   `json:"ladder"`          // the same, and trainings of other lengths
	Span    search.Params     `json:"span"`            // of strategies with rungs
	Cheap   *evaluate.Rung    `json:"cheap,omitempty"` // NASWOT, if the table has it
	Budget  float64           `json:"budget"`          // on the simulated clock
	Unit    string            `json:"unit"`            // of the clock: "s" or "MMACs"
	Reports []Report          `json:"reports"`
	Proxies map[string]string `json:"proxies"` // NASWOT's column by data set
	// Published says that the published figures are of what the table reports.
	Published bool  `json:"published,omitempty"`
	Rows      []Row `json:"rows"` // of the published table, in its order
}

// Report is a column that says how good what was found is.
type Report struct {
	Dataset string `json:"dataset"`
	Split   string `json:"split"` // "valid" or "test"
	Column  string `json:"column"`
}

// Row is a row of the published table.
type Row struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Strategy string   `json:"strategy,omitempty"`
	N        int      `json:"n,omitempty"`
	Seconds  float64  `json:"seconds,omitempty"` // published
	Runs     int      `json:"runs,omitempty"`    // published
	Figures  []Figure `json:"figures"`           // published: of CIFAR-10, CIFAR-100, ImageNet16-120, validation and test of each
	Lacks    string   `json:"lacks,omitempty"`   // why it is not run; "" if it is
}

// Figure is a published mean and standard deviation, in percent.
type Figure struct {
	Mean  float64 `json:"mean"`
	SD    float64 `json:"sd"`
	Given bool    `json:"given,omitempty"`
}
