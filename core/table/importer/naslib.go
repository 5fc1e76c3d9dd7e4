package importer

import (
	"errors"
	"fmt"
	"strconv"

	"protocell/core/space"
	"protocell/core/table"
)

// NASLib reads and writes NAS-Bench-Suite-Zero as an object of data sets, each an
// object of architectures, each an object of scores and of val_accuracy:
//
//	{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 84.99, "snip": {"score": 22.9, "time": 0.7}, …}, …}, …}

// errEnough ends a reading that is complete enough.
var errEnough = errors.New("enough")

// naslib imports the JSON of NAS-Bench-Suite-Zero.
func (p *part) naslib() (*table.Table, error) {
	if err := p.naslibSpace(); err != nil {
		return nil, err
	}
	j := &jsonText{data: p.text}
	at := &Error{File: p.file.Name}
	err := j.object(func(key []byte) error {
		set := string(key)
		*at = Error{File: p.file.Name, Column: set}
		if err := p.naslibSet(j, set, at); err != nil {
			return err
		}
		*at = Error{File: p.file.Name}
		return nil
	})
	if err == nil && j.peek() != 0 {
		err = errors.New("text after the last bracket")
	}
	if err != nil {
		return nil, p.located(err, at, j)
	}
	p.settle(true)
	t, err := p.table(p.file.Source, func(id string) { p.note("%s has no values and is left out", id) })
	if err != nil {
		return nil, &Error{File: p.file.Name, Reason: err.Error()}
	}
	return t, nil
}

// located returns err as one at a place, unless it stopped the import.
func (p *part) located(err error, at *Error, j *jsonText) error {
	var stop stopped
	if errors.As(err, &stop) {
		return stop.error
	}
	e := *at
	e.Place, e.Reason = "byte "+strconv.Itoa(j.at), err.Error()
	return &e
}

// stopped is an error of Progress.
type stopped struct{ error }

// naslibSpace finds the space by the first architectures.
func (p *part) naslibSpace() error {
	j := &jsonText{data: p.text}
	var texts []string
	hints := []string{p.file.Name}
	err := j.object(func(set []byte) error {
		hints = append(hints, string(set))
		return j.object(func(arch []byte) error {
			if texts = append(texts, string(arch)); len(texts) == probe {
				return errEnough
			}
			return j.skip()
		})
	})
	at := &Error{File: p.file.Name}
	if err != nil && !errors.Is(err, errEnough) {
		if len(texts) == 0 {
			err = fmt.Errorf("not as NASLib writes it, data sets with architectures with scores: %w", err)
		}
		at.Row = len(texts)
		return p.located(err, at, j)
	}
	if len(texts) == 0 {
		return &Error{File: p.file.Name, Reason: "there are no architectures in it"}
	}
	candidates, err := p.candidates()
	if err == nil {
		p.space, err = choose(readers(candidates, texts), len(texts), hints...)
	}
	if err == nil {
		return nil
	}
	at.Reason = fmt.Sprintf("the architectures: %v (the first is %q)", err, clip(texts[0]))
	if row, err := misfit(candidates, texts); err != nil {
		at.Row, at.Reason = row, err.Error()
	}
	return at
}

// naslibSet reads the architectures of a data set.
func (p *part) naslibSet(j *jsonText, set string, at *Error) error {
	r := &naslibRows{part: p, dataset: set, scores: map[string]int{}, times: map[string]int{}, seen: map[space.Arch]int{}}
	n := 0
	return j.object(func(key []byte) error {
		n++
		*at = Error{File: p.file.Name, Row: n, Column: set}
		if err := p.report(int64(j.at), n); err != nil {
			return stopped{err}
		}
		a, err := p.space.Parse(string(key))
		if err != nil {
			return fmt.Errorf("%q: %w", clip(string(key)), err)
		}
		if first, ok := r.seen[a]; ok {
			return fmt.Errorf("the same architecture as in row %d: %s", first, p.space.Print(a))
		}
		r.seen[a] = n
		row, err := p.row(a)
		if err != nil {
			return err
		}
		return j.object(func(name []byte) error {
			at.Column = set + "/" + string(name)
			return r.value(j, row, name)
		})
	})
}

// naslibRows are the rows of a data set.
type naslibRows struct {
	*part
	dataset       string
	scores, times map[string]int // columns, by the name of the score
	seen          map[space.Arch]int
}

// value reads a value of an architecture: a number, or an object of a score and a
// time. All else is left out.
func (r *naslibRows) value(j *jsonText, row int, name []byte) error {
	switch string(name) {
	case "idx", "arch", "id", "hash":
		return j.skip()
	}
	switch c := j.peek(); {
	case c == '{':
		return j.object(func(key []byte) error {
			switch string(key) {
			case "score":
				return r.number(j, row, name, false)
			case "time":
				if r.Times {
					return r.number(j, row, name, true)
				}
			}
			return j.skip()
		})
	case c == '"' || c == '[' || c == 't' || c == 'f':
		return j.skip()
	}
	return r.number(j, row, name, false)
}

// number reads a value of the score with a name, or its time.
func (r *naslibRows) number(j *jsonText, row int, name []byte, time bool) error {
	v, err := j.number()
	if err != nil {
		return err
	}
	columns := r.scores
	if time {
		columns = r.times
	}
	i, ok := columns[string(name)]
	if !ok {
		m := metaOf(r.space.Info().ID, clip(string(name)), clip(r.dataset), true)
		if time {
			m = timeOf(m)
		}
		if i, err = r.column(m); err != nil {
			return err
		}
		columns[string(name)] = i
	}
	if r.has(i, row) {
		return errors.New("the value is there twice")
	}
	r.set(i, row, v)
	return nil
}
