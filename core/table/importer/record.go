package importer

import (
	"fmt"
	"math"
	"strings"

	"protocell/core/space"
)

// record reads a row.
func (r *csvRows) record(record []string) error {
	a, err := r.archOf(record[r.arch])
	if err != nil {
		return r.wrong(r.arch, "%v", err)
	}
	cell := csvCell{arch: a}
	if r.dataset >= 0 {
		cell.dataset = clip(strings.Clone(strings.TrimSpace(record[r.dataset])))
	}
	if first, ok := r.seen[cell]; ok {
		return r.wrong(r.arch, "the same architecture as in row %d: %s", first, r.space.Print(a))
	}
	r.seen[cell] = r.n
	row, err := r.row(a)
	if err != nil {
		return r.wrong(r.arch, "%v", err)
	}
	for i, text := range record {
		if r.roles[i] != roleValue && (r.roles[i] != roleIndex || i == r.arch) {
			continue
		}
		v, err := value(text)
		if err != nil {
			return r.wrong(i, "%v", err)
		}
		if math.IsNaN(v) {
			continue
		}
		column, err := r.columnOf(i, cell.dataset)
		if err != nil {
			return r.wrong(i, "%v", err)
		}
		r.set(column, row, v)
	}
	return nil
}

// archOf reads an architecture, or what has its index.
func (r *csvRows) archOf(text string) (space.Arch, error) {
	if r.byIndex == nil {
		a, err := r.space.Parse(text)
		if err != nil {
			return "", fmt.Errorf("%q: %w", clip(text), err)
		}
		return a, nil
	}
	v, err := value(text)
	if err != nil {
		return "", err
	}
	a, ok := r.byIndex[v]
	if !ok {
		return "", fmt.Errorf("no architecture is known that has the index %s", clip(text))
	}
	return a, nil
}

// columnOf returns the table's column for a column of the file and the data set of
// a row.
func (r *csvRows) columnOf(at int, dataset string) (int, error) {
	key := csvColumn{at, dataset}
	if i, ok := r.columns[key]; ok {
		return i, nil
	}
	m := indexMeta
	if r.roles[at] != roleIndex {
		if dataset == "" {
			if dataset = r.Dataset; dataset == "" {
				dataset = datasetOf(r.file.Name)
			}
		}
		m = metaOf(r.space.Info().ID, r.header[at], dataset, r.fromSuite())
	}
	i, err := r.column(m)
	if err == nil {
		r.columns[key] = i
	}
	return i, err
}

// value reads a number; NaN is what stands for none.
func value(text string) (float64, error) {
	text = strings.TrimSpace(text)
	if v, ok := number(text); ok {
		return v, nil
	}
	switch low := strings.ToLower(text); strings.TrimLeft(low, "+-") {
	case "", "nan", "na", "n/a", "none", "null":
		return math.NaN(), nil
	case "inf", "infinity":
		if low[0] == '-' {
			return math.Inf(-1), nil
		}
		return math.Inf(1), nil
	}
	return 0, fmt.Errorf("%q is not a number", clip(text))
}
