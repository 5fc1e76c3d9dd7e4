// Package searching has the kinds of jobs of a worker that runs searches: it holds the
// strategies of searches under way, evaluates trials, trains networks, and re-plays
// published searches on a table.
//
// # Sessions
//
// A search under way is a session, named by the page. Its worker is its strategist: it
// holds the strategy, and its trace in the browser's files, to which each Advance adds
// what happened. The page says how many events it has and the digest of the search after
// them; a strategist that does not hold the session, because it was replaced or the tab
// is new, reads the trace and goes on from there. Where nothing could be stored the page
// lends the trace, of which each addition that could not be stored was posted to it.
//
// Trials that need no kernels a strategist evaluates itself, and also those by proxies
// of a search with one trial at a time. The others it hands out: the page has them
// evaluated by Evaluate jobs of any worker, and tells outcomes with the next Advance.
// All that is told and handed out is said again until an event or an outcome has it, so
// that either side may miss an answer.
package searching

import (
	"slices"

	"protocell/core/evaluate"
	"protocell/core/job"
	"protocell/core/job/shelf"
	"protocell/core/search"
)

// The kinds of jobs, with their input and output.
const (
	Table    job.Kind = "table"    // what it offers to searches: TableInput -> TableOutput
	Tables   job.Kind = "tables"   // those that were imported: TablesInput -> TablesOutput
	Estimate job.Kind = "estimate" // what a search takes: EstimateInput -> EstimateOutput

	Advance  job.Kind = "advance"  // a session: AdvanceInput -> AdvanceOutput
	Evaluate job.Kind = "evaluate" // trials handed out: EvaluateInput -> EvaluateOutput, partly EvaluatePart

	Replay job.Kind = "replay" // runs of a published search: ReplayInput -> ReplayOutput
	Versus job.Kind = "versus" // searches compared: VersusInput -> VersusOutput

	Traces job.Kind = "traces" // those that are stored: TracesInput -> TracesOutput
	Read   job.Kind = "read"   // the events of a trace: ReadInput -> ReadOutput
	Import job.Kind = "import" // a file as a trace: ImportInput -> ImportOutput
	Remove job.Kind = "remove" // a trace, and the trainings of its search: RemoveInput -> RemoveOutput
)

// Kinds returns the jobs of a searcher. Without a store there are no tables, and nothing
// is kept.
func Kinds(store Store) job.Kinds {
	s := &searcher{store: store}
	if store != nil {
		s.tables.Files = store
	}
	return job.Kinds{
		Table:    job.With(s.table),
		Tables:   job.With(s.kept),
		Estimate: job.With(s.estimate),
		Advance:  job.With(s.advance),
		Evaluate: job.With(s.evaluate),
		Replay:   job.With(s.replay),
		Versus:   job.With(s.versus),
		Traces:   job.With(s.traces),
		Read:     job.With(s.read),
		Import:   job.With(s.importTrace),
		Remove:   job.With(s.remove),
	}
}

// searcher is a worker. What it holds only saves time.
type searcher struct {
	store      Store // nil if there is none
	tables     shelf.Tables
	boards     []*board   // the latest is last
	sessions   []*session // likewise
	evaluators []*made    // likewise

	task    *job.Task // under way
	session string    // that it is about
	unkept  string    // why a training of it could not be kept
	part    EvaluatePart
}

// begins notes the job under way.
func (s *searcher) begins(k *job.Task, session string) {
	s.task, s.session, s.unkept, s.part = k, session, "", EvaluatePart{}
}

// alive is a sign of life of the job under way; its error says that it is to stop.
func (s *searcher) alive() error { return s.task.Checkpoint(0) }

// made is an evaluator that is held.
type made struct {
	ground    *ground
	key       string
	evaluator evaluate.Evaluator
}

// heldEvaluators is how many evaluators are held: each has the memory of a network.
const heldEvaluators = 2

// evaluator returns the evaluator of a search.
func (s *searcher) evaluator(spec search.Spec, g *ground) (evaluate.Evaluator, error) {
	clocked := spec.Budget.Seconds > 0
	for _, x := range []*evaluate.Source{&g.evaluation.Main, g.evaluation.Cheap} {
		clocked = clocked || x != nil && len(x.Rungs) == 0
	}
	key := spec.Space + " " + string(spec.Evaluation)
	if clocked {
		key = "clocked " + key
	}
	at := slices.IndexFunc(s.evaluators, func(m *made) bool { return m.key == key && m.ground.board == g.board })
	if at >= 0 {
		m := s.evaluators[at]
		s.evaluators = append(slices.Delete(s.evaluators, at, at+1), m)
		return m.evaluator, nil
	}
	o := s.task.Options()
	env := g.env()
	env.Kernels, env.Images, env.Checkpoint = o.Kernels, o.Source, s.alive
	env.States, env.Curve = trainings{s}, s.curve
	if clocked {
		env.Clock = o.Clock
	}
	var rows *evaluate.Rows
	if g.board != nil {
		rows = g.board.rows
	}
	e, err := g.evaluation.NewIn(g.space, env, rows)
	if err != nil {
		return nil, err
	}
	if s.evaluators = append(s.evaluators, &made{g, key, e}); len(s.evaluators) > heldEvaluators {
		s.evaluators = slices.Delete(s.evaluators, 0, 1)
	}
	return e, nil
}
