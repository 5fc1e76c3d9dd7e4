package importer

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"protocell/core/space"
	"protocell/core/table"
)

// indexID is the id of the column of indices in the benchmark.
const indexID = "index"

var indexMeta = table.Meta{ID: indexID, Name: "Index", Kind: table.Other, Meaning: "Index in the benchmark's own files."}

// archNames are usual names of columns of architectures, the more certain first.
var archNames = []string{"architecturestring", "arch_str", "net_str", "arch", "architecture", "net", "code", "genotype", "channels", "cell"}

// assign says what each column is, by its name and the first rows.
func (r *csvRows) assign(samples [][]string) error {
	r.roles = make([]int, len(r.header))
	index := -1
	for i, name := range r.header {
		low := strings.ToLower(name)
		texts := columnOf(samples, i)
		switch {
		case low == "" || strings.HasPrefix(low, "unnamed:"):
			r.roles[i] = roleLeftOut // the number of the line, as pandas writes it
		case slices.Contains(indexNames, low) && allNumbers(texts):
			r.roles[i] = roleIndex
			index = i
		case (low == "task" || low == "dataset") && !allNumbers(texts):
			r.roles[i] = roleDataset
			r.dataset = i
		}
	}
	err := r.findArchs(samples)
	if errors.Is(err, errNoArchs) && index >= 0 {
		err = r.indexed(index)
	}
	if err != nil {
		return err
	}
	for i, role := range r.roles {
		if role == roleValue && i != r.arch && noNumbers(columnOf(samples, i)) {
			r.roles[i] = roleLeftOut
			r.note("column %s is text and is left out", r.header[i])
		}
	}
	return nil
}

var errNoArchs = errors.New("no column has architectures of a search space")

// findArchs finds the column of architectures, and the space.
func (r *csvRows) findArchs(samples [][]string) error {
	candidates, err := r.candidates()
	if err != nil {
		return err
	}
	for _, i := range r.byName() {
		texts := columnOf(samples, i)
		among := readers(candidates, texts)
		if len(among) == 0 {
			continue
		}
		if r.space, err = choose(among, len(texts), r.file.Name); err != nil {
			return fmt.Errorf("column %s has architectures, but %w", r.header[i], err)
		}
		r.arch, r.roles[i] = i, roleArch
		return nil
	}
	return r.why(candidates, samples)
}

// byName returns the columns that may have architectures, those first whose names
// say so.
func (r *csvRows) byName() []int {
	var named, other []int
	for _, name := range archNames {
		for i, h := range r.header {
			if strings.ToLower(h) == name {
				named = append(named, i)
			}
		}
	}
	for i := range r.header {
		if r.roles[i] == roleValue && !slices.Contains(named, i) {
			other = append(other, i)
		}
	}
	return append(named, other...)
}

// why returns the error of a file without a column of architectures: what is wrong with
// the first that is not one, in a column whose others are or, if the space is known,
// whose name says so.
func (r *csvRows) why(candidates []space.Space, samples [][]string) error {
	for _, i := range r.byName() {
		if !slices.Contains(archNames, strings.ToLower(r.header[i])) && len(candidates) == 1 {
			continue
		}
		if row, err := misfit(candidates, columnOf(samples, i)); err != nil {
			return &Error{File: r.file.Name, Row: row, Column: r.header[i], Reason: err.Error()}
		}
	}
	return errNoArchs
}

// indexed takes the architectures from the indices in a column.
func (r *csvRows) indexed(column int) error {
	if r.base == nil || r.base.Column(indexID) == nil {
		return errIndexed
	}
	candidates, err := r.candidates()
	if err != nil {
		return err
	}
	for _, s := range candidates {
		if s.Info().ID == r.base.Space {
			r.space = s
		}
	}
	if r.space == nil {
		return fmt.Errorf("indices of the space %s, not %s", r.base.Space, r.Space)
	}
	r.byIndex = map[float64]space.Arch{}
	for row, v := range r.base.Column(indexID).Values {
		if !math.IsNaN(v) {
			r.byIndex[v] = r.base.Arch(row)
		}
	}
	r.arch, r.roles[column] = column, roleIndex
	return nil
}

func columnOf(samples [][]string, i int) []string {
	var texts []string
	for _, s := range samples {
		if i < len(s) {
			texts = append(texts, s[i])
		}
	}
	return texts
}

func allNumbers(texts []string) bool {
	for _, t := range texts {
		if _, err := value(t); err != nil {
			return false
		}
	}
	return true
}

func noNumbers(texts []string) bool {
	for _, t := range texts {
		if _, err := value(t); err == nil {
			return false
		}
	}
	return true
}
