package searching

import (
	"math"

	"protocell/core/evaluate"
	"protocell/core/evaluate/lecture"
	"protocell/core/job"
	"protocell/core/job/shelf"
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

// TablesInput is the input of a Tables job.
type TablesInput struct{}

// TablesOutput is the output of a Tables job.
type TablesOutput struct {
	Tables []shelf.Kept `json:"tables"`
}

// kept lists the tables that were imported.
func (s *searcher) kept(k *job.Task, _ TablesInput) (*TablesOutput, error) {
	list, err := s.tables.Kept(k)
	return &TablesOutput{list}, err
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

// table says what a table offers to searches.
func (s *searcher) table(k *job.Task, in TableInput) (*TableOutput, error) {
	s.begins(k, "")
	b, err := s.board(in.Table)
	if err != nil {
		return nil, err
	}
	t := b.opened.Table
	out := &TableOutput{
		ID: b.opened.ID, Title: t.Title, Space: t.Space, Rows: t.Len(), Known: b.table.Len(),
		Whole: int64(b.table.Len()) == b.space.Info().Size, Lacks: b.lacks,
	}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, c.Meta)
	}
	for _, c := range t.Curves {
		out.Curves = append(out.Curves, TableCurve{c.Meta, c.Steps, len(c.Runs)})
	}
	if b.layout == nil {
		return out, nil
	}
	p, err := b.published()
	if err != nil {
		return nil, err
	}
	l := b.layout
	out.Protocol = &Protocol{
		Signal: l.Signal, Ladder: l.Ladder, Span: l.Span(), Budget: l.Budget, Unit: l.Unit,
		Proxies: l.Proxies, Published: p.Published(),
	}
	if cheap, ok := l.Cheap(); ok {
		out.Protocol.Cheap = &cheap
	}
	for _, r := range l.Reports {
		out.Protocol.Reports = append(out.Protocol.Reports, Report(r))
	}
	for _, row := range lecture.Rows() {
		r := Row{ID: row.ID, Name: row.Name, Strategy: row.Strategy, N: row.N, Seconds: row.Seconds, Runs: row.Runs, Lacks: p.Runnable(row)}
		for _, f := range row.Published {
			r.Figures = append(r.Figures, Figure(f))
		}
		out.Protocol.Rows = append(out.Protocol.Rows, r)
	}
	return out, nil
}

// published returns the re-play of the published searches on the table.
func (b *board) published() (*lecture.Replay, error) {
	if b.replay == nil {
		p, err := lecture.New(b.space, b.opened.Table)
		if err != nil {
			return nil, err
		}
		b.replay = p
	}
	return b.replay, nil
}

// mean returns the mean of the finite values.
func mean(values []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			sum += v
			n++
		}
	}
	return sum / float64(max(1, n))
}
