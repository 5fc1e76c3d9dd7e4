package searching

import (
	"errors"
	"fmt"
	"slices"

	"protocell/core/evaluate"
	"protocell/core/evaluate/lecture"
	"protocell/core/job/shelf"
	"protocell/core/search"
	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// board is a table as searches ask it.
type board struct {
	opened *shelf.Opened
	space  space.Space
	table  *table.Table // its rows that have all that the protocol asks, if it has one
	rows   *evaluate.Rows
	layout *lecture.Layout // nil if the table lacks what the protocol asks, which lacks says
	lacks  string
	replay *lecture.Replay // made when it is first asked for
}

// heldBoards is how many tables are held ready.
const heldBoards = 3

// board returns the table with a reference, ready to be asked.
func (s *searcher) board(ref string) (*board, error) {
	o, err := s.tables.Read(s.task, ref)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(s.boards, func(b *board) bool { return b.opened == o }); i >= 0 {
		return s.boards[i], nil
	}
	b := &board{opened: o, table: o.Table}
	if b.space, err = spaces.ByID(o.Table.Space); err != nil {
		return nil, err
	}
	if l, err := lecture.Find(o.Table); err != nil {
		b.lacks = err.Error()
	} else {
		b.layout = &l
		if b.table, err = l.Complete(o.Table); err != nil {
			return nil, err
		}
	}
	b.rows = evaluate.NewRows(b.space, b.table)
	if s.boards = append(s.boards, b); len(s.boards) > heldBoards {
		s.boards = slices.Delete(s.boards, 0, 1)
	}
	return b, nil
}

// ground is what a search stands on.
type ground struct {
	space      space.Space
	evaluation evaluate.Spec
	board      *board // nil if there is no table
	measures   []search.Measure
}

// ground returns what the search of a spec stands on. The error says what is missing.
func (s *searcher) ground(spec search.Spec, ref string) (*ground, error) {
	g := new(ground)
	var err error
	if g.space, err = spaces.ByID(spec.Space); err != nil {
		return nil, err
	}
	if g.evaluation, err = evaluate.Parse(spec.Evaluation); err != nil {
		return nil, fmt.Errorf("evaluation: %w", err)
	}
	if ref != "" {
		if g.board, err = s.board(ref); err != nil {
			return nil, fmt.Errorf("table: %w", err)
		}
	}
	if err := g.check(); err != nil {
		return nil, err
	}
	g.measures = g.evaluation.Measures(g.space, g.env())
	return g, nil
}

// check says whether the table is the one that is asked.
func (g *ground) check() error {
	asks := false
	for _, x := range []*evaluate.Source{&g.evaluation.Main, g.evaluation.Cheap} {
		asks = asks || x != nil && (len(x.Rungs) > 0 || x.Predictor != nil)
	}
	if asks && g.board == nil {
		return errors.New("table: the search asks one, and there is none")
	}
	if g.board != nil && g.board.space.Info().ID != g.space.Info().ID {
		return fmt.Errorf("table: it is of the space %s, not %s", g.board.space.Info().ID, g.space.Info().ID)
	}
	return nil
}

// env returns the table of the ground for evaluators.
func (g *ground) env() evaluate.Env {
	if g.board == nil {
		return evaluate.Env{}
	}
	return evaluate.Env{Table: g.board.table, TableID: g.board.opened.ID}
}

// source returns what trials of a signal ask; nil if there is nothing.
func (g *ground) source(signal search.Signal) *evaluate.Source {
	if signal == search.Cheap {
		return g.evaluation.Cheap
	}
	return &g.evaluation.Main
}
