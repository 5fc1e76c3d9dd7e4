package searching

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"protocell/core/evaluate/lecture"
	"protocell/core/job/jobtest"
	"protocell/core/space/nb201"
	"protocell/core/table"
)

// TestTable: what a table offers is what the protocol finds in it.
func TestTable(t *testing.T) {
	m := files(t)
	var out TableOutput
	worker(t, m).Must(t, Table, TableInput{tableRef}, &out)
	if out.Space != "nb201" || out.Rows != 300 || out.Known != 300 || out.Whole || len(out.Columns) != 5 || !strings.HasPrefix(out.ID, "table:") {
		t.Errorf("%+v", out)
	}
	p := out.Protocol
	if p == nil || p.Signal.Column != "cifar10/valid12" || p.Budget != 12_000 || p.Unit != "s" || len(p.Ladder) != 1 ||
		p.Cheap == nil || p.Cheap.Column != "cifar10/naswot" || p.Published || len(p.Reports) != 2 || len(p.Rows) != len(lecture.Rows()) {
		t.Fatalf("%+v", p)
	}
	for _, r := range p.Rows {
		if (r.Lacks != "") != (r.Strategy == "") || len(r.Figures) != 6 {
			t.Errorf("%+v", r)
		}
	}
	bare, err := table.New("nb201", synthetic(t, 20).Archs())
	if err != nil {
		t.Fatal(err)
	}
	bare.Title, bare.Sources = "bare", []table.Source{{Title: "bare"}}
	b, err := table.Encode(bare)
	if err != nil {
		t.Fatal(err)
	}
	var lacking TableOutput
	worker(t, memory{Files: jobtest.Files{tableRef: b}}).Must(t, Table, TableInput{tableRef}, &lacking)
	if lacking.Protocol != nil || lacking.Lacks == "" || lacking.Known != 20 {
		t.Errorf("%+v", lacking)
	}
}

// TestReplay: batches of runs are the runs of the re-play.
func TestReplay(t *testing.T) {
	m := files(t)
	p, err := lecture.New(nb201.Space{}, synthetic(t, 300))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range lecture.Rows() {
		if row.Strategy == "" || row.N > 10 {
			continue
		}
		var out ReplayOutput
		worker(t, m).Must(t, Replay, ReplayInput{Table: tableRef, Row: row.ID, First: 5, Runs: 3}, &out)
		for i := range 3 {
			want, err := p.Run(row, uint64(5+i))
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range want.Values {
				got := math.Float64frombits(binary.LittleEndian.Uint64(out.Values[8*(len(want.Values)*i+k):]))
				if math.Float64bits(got) != math.Float64bits(v) {
					t.Errorf("%s: run %d, report %d: %v, want %v", row.ID, i, k, got, v)
				}
			}
			if out.Trials[i] != want.Trials || out.Cost[i] != want.Cost {
				t.Errorf("%s: run %d: %d trials, cost %v", row.ID, i, out.Trials[i], out.Cost[i])
			}
		}
	}
	for in, want := range map[ReplayInput]string{
		{Table: tableRef, Row: "gdas", Runs: 1}:    "replay: GDAS: needs weight sharing",
		{Table: tableRef, Row: "rea", Runs: 1001}:  "replay: 1001 runs, not 1 to 1000",
		{Table: "site:none", Row: "rea", Runs: 1}:  "replay: there is no none",
		{Table: tableRef, Row: "nothing", Runs: 1}: "replay: no strategy",
	} {
		if got := worker(t, m).Call(t, Replay, in, nil); !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
