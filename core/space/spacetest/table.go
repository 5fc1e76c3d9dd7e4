package spacetest

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Row is a row of a table, by column.
type Row map[string]string

// Int returns a column that is a whole number.
func (r Row) Int(t *testing.T, column string) int64 {
	t.Helper()
	v, err := strconv.ParseInt(r[column], 10, 64)
	if err != nil {
		t.Fatalf("column %s: %v", column, err)
	}
	return v
}

// Float returns a column that is a number.
func (r Row) Float(t *testing.T, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(r[column], 64)
	if err != nil {
		t.Fatalf("column %s: %v", column, err)
	}
	return v
}

// Published returns the rows of a benchmark's table. They are not part of the
// repository: the folder is $PROTOCELL_TABLES, or shared/data beside it. Without it
// the test is skipped, and so it is where tests are short.
func Published(t *testing.T, name string) []Row {
	t.Helper()
	if testing.Short() {
		t.Skipf("%s: all of a table, in short tests", name)
	}
	folder := os.Getenv("PROTOCELL_TABLES")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	path := filepath.Join(folder, name)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s: not in the repository, and not in the folder $PROTOCELL_TABLES", name)
	}
	return Table(t, path)
}

// Table returns the rows of a CSV file, compressed or not, without comments.
func Table(t *testing.T, path string) []Row {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(in)
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil || len(all) < 2 {
		t.Fatalf("%s: %d rows, %v", path, len(all), err)
	}
	rows := make([]Row, len(all)-1)
	for i, fields := range all[1:] {
		rows[i] = Row{}
		for k, column := range all[0] {
			rows[i][column] = fields[k]
		}
	}
	return rows
}
