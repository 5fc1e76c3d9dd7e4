package state

import (
	"fmt"
	"slices"
	"strings"

	"protocell/app/notice"
	"protocell/core/job/analysis"
	"protocell/core/proxy"
	"protocell/core/study"
)

// Ask changes what is asked.
type Ask struct{ Study Study }

func (a Ask) reduce(s State, _ float64) (State, []Effect) { return s.ask(a.Study) }

// Navigated says that there is another fragment in the address, or that the page starts.
type Navigated struct{ Fragment string }

func (a Navigated) reduce(s State, _ float64) (State, []Effect) {
	st, unknown, err := ParseStudy(a.Fragment)
	if err != nil {
		return s.notify(notice.Notice{Topic: "link", Kind: notice.Fault, Text: "This link cannot be read: " + err.Error() + "."}), nil
	}
	s = s.withdraw("link")
	if len(unknown) > 0 {
		s = s.notify(notice.Notice{Topic: "link", Kind: notice.Warning, Text: "The link has more than this page knows: " + strings.Join(unknown, ", ") + ". The rest is shown."})
	}
	changed := st.Scores != s.Study.Scores
	s.Study = st
	if changed {
		return s.openScores()
	}
	return s, nil
}

// ask asks something else, which the address then says.
func (s State) ask(st Study) (State, []Effect) {
	if st.equal(s.Study) {
		return s, nil
	}
	s.Study = st
	return s, []Effect{WriteURL{st.Fragment()}}
}

// Truth returns the column that the architectures are ranked by. It is false while there
// is no table.
func (s State) Truth() (c analysis.Described, ok bool) {
	if s.Table == nil {
		return c, false
	}
	if c, ok := s.Table.Column(s.Study.Truth); ok && c.Kind.Truth() {
		return c, true
	}
	return s.Table.Truths()[0], true
}

// Proxies returns the ids of the proxies that are compared.
func (s State) Proxies() []string {
	truth, ok := s.Truth()
	if !ok {
		return nil
	}
	if len(s.Study.Proxies) == 0 {
		ids := s.Table.defaults(truth)
		if r := s.Here.Run; r != nil && r.Saved > 0 {
			for _, p := range r.Proxies {
				ids = append(ids, analysis.Here+p)
			}
		}
		return ids[:min(len(ids), study.MaxColumns)]
	}
	// What the table does not have cannot be asked; the page says so.
	return slices.DeleteFunc(slices.Clone(s.Study.Proxies), func(id string) bool { return !s.has(id) })
}

// Lacking returns the proxies that are asked for and not there.
func (s State) Lacking() (list []string) {
	for _, id := range s.Study.Proxies {
		if s.Table != nil && !s.has(id) {
			list = append(list, id)
		}
	}
	return list
}

// has reports whether a proxy can be asked for.
func (s State) has(id string) bool {
	if strings.HasPrefix(id, analysis.Combined) {
		return true
	}
	if name, ok := strings.CutPrefix(id, analysis.Here); ok {
		r := s.Here.Run
		return r != nil && r.Saved > 0 && slices.Contains(r.Proxies, name)
	}
	c, ok := s.Table.Column(id)
	return ok && c.Known > 1
}

// Bounds of the work of a question, in rows times columns times draws.
const (
	fullDraws   = 1000
	fewestDraws = 100
	fullRepeats = 40
	maxWork     = 4e8
)

// Question returns what the analyst is asked, or false if there is nothing to ask yet.
func (s State) Question() (q analysis.Question, ok bool) {
	truth, ok := s.Truth()
	if !ok || s.Table.Name != s.TableName() {
		return q, false
	}
	q = analysis.Question{
		Table: s.Table.Ref, Truth: truth.ID, Proxies: s.Proxies(), Size: s.Study.Size, Draw: s.Study.Draw,
		Seed: 1, Finite: s.Study.Finite, Top: study.Defaults().Top,
	}
	for _, id := range q.Proxies {
		if s.Table.costly(id) {
			q.Given = append(q.Given, id)
		}
		if strings.HasPrefix(id, analysis.Here) {
			q.Run = s.Here.Run.Ref
		}
	}
	return q, len(q.Proxies) > 0
}

// whole returns the question with intervals.
func (s State) whole(q analysis.Question) analysis.Question {
	rows := s.Table.Rows
	if q.Size > 0 {
		rows = min(rows, q.Size)
	}
	q.Draws = max(fewestDraws, min(fullDraws, int(maxWork/float64(1+rows*len(q.Proxies)))))
	q.Repeats = fullRepeats
	return q
}

// key tells questions apart, and what of the scores that are computed here they see.
func (s State) key(q analysis.Question) string {
	saved := 0
	if q.Run != "" {
		saved = s.Here.Run.Saved
	}
	return fmt.Sprintf("%v %d", q, saved)
}

// LowerIsBetter reports whether lower values of a proxy are better.
func (s State) LowerIsBetter(id string) bool {
	if name, ok := strings.CutPrefix(id, analysis.Here); ok {
		p, ok := proxy.Lookup(name)
		return ok && p.Traits().Lower
	}
	c, ok := s.Table.Column(id)
	return ok && analysis.Predictor(c.Meta)
}
