package analysis

import (
	"slices"
	"strings"

	"protocell/core/hypothesis"
	"protocell/core/job"
	"protocell/core/rank"
	"protocell/core/table"
)

// TasksOutput is how the proxies of a question rank on each data set of a table.
type TasksOutput struct {
	Tasks   []Task      `json:"tasks"`
	Proxies []TaskProxy `json:"proxies"` // those that are defined on all tasks
	// Friedman is the test of the proxies over the tasks, both in their order; nil if there
	// are fewer than two of either.
	Friedman *hypothesis.Friedman `json:"friedman,omitempty"`
}

// Task is a ground truth: one for each data set of the table.
type Task struct {
	Dataset string `json:"dataset"`
	Truth   string `json:"truth"` // id of its column
	Rows    int    `json:"rows"`
}

// TaskProxy is a proxy on the tasks.
type TaskProxy struct {
	ID       string    `json:"id"`                // as in the question
	Columns  []string  `json:"columns"`           // by task
	Borrowed int       `json:"borrowed,omitzero"` // tasks on which its scores are of another data set
	Rho      []float64 `json:"rho"`               // Spearman's ρ, by task

	undefined bool // on a task
}

// tasks ranks the proxies of a question on each data set of its table.
func (a *analyst) tasks(k *job.Task, q Question) (*TasksOutput, error) {
	o, run, err := a.reads(k, q)
	if err != nil {
		return nil, err
	}
	t := o.Table
	truth := t.Column(q.Truth)
	if truth == nil {
		_, err := column(t, q.Truth)
		return nil, err
	}
	out := new(TasksOutput)
	proxies := make([]TaskProxy, 0, len(q.Proxies))
	for _, id := range q.Proxies {
		if !strings.HasPrefix(id, Combined) {
			proxies = append(proxies, TaskProxy{ID: id})
		}
	}
	for _, dataset := range datasets(t) {
		goal := goalOf(t, truth, dataset)
		if goal == nil {
			continue
		}
		one := q
		one.Truth, one.Proxies, one.Given = goal.ID, nil, nil
		var borrowed []bool
		for _, p := range proxies {
			id, ok := of(t, p.ID, dataset)
			one.Proxies = append(one.Proxies, id)
			borrowed = append(borrowed, !ok)
		}
		asked, err := ask(t, run, one)
		if err != nil {
			return nil, err
		}
		goalColumn := rank.New(keys(asked.truth.Values, asked.truth.Lower))
		for i, c := range asked.proxies {
			rho := rank.Spearman(rank.New(keys(c.Values, c.Lower)), goalColumn)
			if !rho.Defined {
				proxies[i].undefined = true
			}
			proxies[i].Rho = append(proxies[i].Rho, rho.Value)
			proxies[i].Columns = append(proxies[i].Columns, one.Proxies[i])
			if borrowed[i] {
				proxies[i].Borrowed++
			}
		}
		out.Tasks = append(out.Tasks, Task{dataset, goal.ID, len(asked.rows)})
		if err := k.Checkpoint(0); err != nil {
			return nil, err
		}
	}
	out.Proxies = slices.DeleteFunc(proxies, func(p TaskProxy) bool { return p.undefined })
	if len(out.Tasks) < 2 || len(out.Proxies) < 2 {
		return out, nil
	}
	scores := make([][]float64, len(out.Tasks))
	for i := range scores {
		for _, p := range out.Proxies {
			scores[i] = append(scores[i], p.Rho[i])
		}
	}
	out.Friedman, err = hypothesis.NewFriedman(scores)
	return out, err
}

// datasets returns the data sets of a table that have a ground truth, in its order.
func datasets(t *table.Table) (list []string) {
	for _, c := range t.Columns {
		if c.Kind.Truth() && !slices.Contains(list, c.Dataset) {
			list = append(list, c.Dataset)
		}
	}
	return list
}

// goalOf returns the ground truth of a data set that is most like another.
func goalOf(t *table.Table, truth *table.Column, dataset string) *table.Column {
	if truth.Dataset == dataset {
		return truth
	}
	var best *table.Column
	like := -1
	for i := range t.Columns {
		c := &t.Columns[i]
		if !c.Kind.Truth() || c.Dataset != dataset {
			continue
		}
		n := 0
		if c.Split == truth.Split {
			n++
		}
		if c.Epochs == truth.Epochs {
			n += 2
		}
		if n > like {
			best, like = c, n
		}
	}
	return best
}

// of returns the column of the same proxy on another data set, or the same column and
// false.
func of(t *table.Table, id, dataset string) (string, bool) {
	c := t.Column(id)
	if c == nil || c.Dataset == "" || c.Dataset == dataset {
		return id, true
	}
	for _, o := range t.Columns {
		if o.Proxy == c.Proxy && o.Proxy != "" && o.Kind == c.Kind && o.Name == c.Name && (o.Dataset == dataset || o.Dataset == "") {
			return o.ID, true
		}
	}
	return id, false
}

// keys returns values so that larger ones are better.
func keys(values []float64, lower bool) []float64 {
	if !lower {
		return values
	}
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = -v
	}
	return out
}
