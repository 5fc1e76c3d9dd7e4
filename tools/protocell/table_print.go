package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"text/tabwriter"

	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/table"
)

// printTable says what a table has.
func printTable(out io.Writer, t *table.Table) error {
	fmt.Fprintf(out, "%s\n%d architectures of %s, %d columns, %d curves\n", t.Title, t.Len(), t.Space, len(t.Columns), len(t.Curves))
	for i, s := range t.Sources {
		fmt.Fprintf(out, "\nsource %d: %s\n", i+1, s.Title)
		for _, d := range append([]table.Detail{{Name: "paper", Value: s.Paper}, {Name: "url", Value: s.URL}, {Name: "sha256", Value: s.SHA256}, {Name: "licence", Value: s.Licence}, {Name: "note", Value: s.Note}}, s.Details...) {
			if d.Value != "" {
				fmt.Fprintf(out, "  %s: %s\n", d.Name, d.Value)
			}
		}
	}
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "column\tkind\tunit\tsource\tvalues\tleast\tmost\tmeaning")
	for i := range t.Columns {
		c := &t.Columns[i]
		least, most := bounds(c.Values)
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%.6g\t%.6g\t%s\n", c.ID, c.Kind, c.Unit, c.Source+1, t.Len()-c.Missing(), least, most, c.Meaning)
	}
	for i := range t.Curves {
		c := &t.Curves[i]
		least, most := bounds(c.Values)
		fmt.Fprintf(w, "%s\t%s curve\t%s\t%d\t%d\t%.6g\t%.6g\t%s\n", c.ID, c.Kind, c.Unit, c.Source+1, len(c.Values)-c.Missing(), least, most, c.Meaning)
	}
	return w.Flush()
}

// bounds returns the least and the largest finite value, NaN if there is none.
func bounds(values []float64) (least, most float64) {
	least, most = math.NaN(), math.NaN()
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		if !(v >= least) {
			least = v
		}
		if !(v <= most) {
			most = v
		}
	}
	return least, most
}

// printRows prints the rows as CSV that can be imported again.
func printRows(out io.Writer, t *table.Table) error {
	s, err := spaces.ByID(t.Space)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	record := []string{"arch"}
	for i := range t.Columns {
		record = append(record, t.Columns[i].ID)
	}
	if err := w.Write(record); err != nil {
		return err
	}
	for row := range t.Len() {
		if err := w.Write(appendRow(record[:0], s, t, row)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// appendRow appends a row as text; what is missing is empty.
func appendRow(record []string, s space.Space, t *table.Table, row int) []string {
	record = append(record, s.Print(t.Arch(row)))
	for i := range t.Columns {
		text := ""
		if v := t.Columns[i].Values[row]; !math.IsNaN(v) {
			text = strconv.FormatFloat(v, 'g', -1, 64)
		}
		record = append(record, text)
	}
	return record
}
