package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"protocell/core/space/spaces"
	"protocell/core/table"
)

// write writes a file of a test and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

const (
	accuracies = "net,val_accs,note\n\"(4, 0, 3, 1, 4, 3)\",84.99,a\n\"(2, 2, 0, 4, 2, 0)\",93.5,b\n"
	scores     = "arch;nwot;fpga_latency_c10\n|none~0|+|none~0|none~1|+|none~0|none~1|none~2|;-inf;1.23456\n334131;700.25;2.5\n"
)

// TestTable imports files, shows the table, prints it and imports what it printed.
func TestTable(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x.table")
	a, b := write(t, "nb201_cifar10.csv", accuracies), write(t, "scores.csv", scores)
	r := try("", "table", "import", a, b, "-space", "nb201", "-title", "Three cells", "-digits", "4", "-licence", "CC0-1.0", "-out", out)
	for _, want := range []string{
		"Three cells\n3 architectures of nb201, 3 columns, 0 curves\n", "source 2: scores.csv\n  licence: CC0-1.0\n",
		"cifar10/val_accuracy  accuracy  %     1       2       84.99  93.5", "cifar10/fpga_latency  latency   ms    2       2       1.235  2.5 ",
	} {
		if r.code != exitOK || !strings.Contains(r.stdout, want) {
			t.Errorf("%q is missing in %d\n%s", want, r.code, r.stdout)
		}
	}
	if !strings.Contains(r.stderr, "nb201_cifar10.csv: column note is text and is left out") {
		t.Errorf("it says %s", r.stderr)
	}
	shown := try("", "table", "show", out)
	if !strings.HasPrefix(r.stdout, shown.stdout) || !strings.Contains(r.stdout, "\ntable:") {
		t.Errorf("import says\n%s\nand show\n%s", r.stdout, shown.stdout)
	}
	printed := try("", "table", "show", out, "-csv")
	want := `arch,cifar10/val_accuracy,nwot,cifar10/fpga_latency
|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|,84.99,,
|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|,93.5,700.2,2.5
|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,,-Inf,1.235
`
	if printed.stdout != want {
		t.Errorf("got\n%s\nwant\n%s", printed.stdout, want)
	}
	second := filepath.Join(t.TempDir(), "second.table")
	if r := try("", "table", "import", write(t, "nb201.csv", printed.stdout), "-out", second); r.code != exitOK {
		t.Fatalf("what it printed is imported as %+v", r)
	}
	if again := try("", "table", "show", second, "-csv"); again.stdout != want {
		t.Errorf("a second time it is\n%s", again.stdout)
	}
}

func TestTableJoin(t *testing.T) {
	dir := t.TempDir()
	x, y, out := filepath.Join(dir, "x.table"), filepath.Join(dir, "y.table"), filepath.Join(dir, "out.table")
	for from, to := range map[string]string{write(t, "nb201.csv", accuracies): x, write(t, "nb201_more.csv", scores): y} {
		if r := try("", "table", "import", from, "-out", to); r.code != exitOK {
			t.Fatalf("%+v", r)
		}
	}
	if r := try("", "table", "join", x, y, "-title", "Joined", "-out", out); r.code != exitOK || !strings.HasPrefix(r.stdout, "Joined\n3 architectures of nb201, 3 columns") {
		t.Errorf("%+v", r)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Decode(b, spaces.ByID)
	if err != nil || tab.Len() != 3 || tab.Title != "Joined" {
		t.Errorf("%+v, %v", tab, err)
	}
}

func TestTableErrors(t *testing.T) {
	bad := write(t, "nb201.csv", strings.Replace(accuracies, "93.5", "x", 1))
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"import", bad}, exitFailure, `nb201.csv, row 2, column val_accs (line 3): "x" is not a number`},
		{[]string{"import", bad, "-space", "nb1"}, exitFailure, `no search space "nb1"`},
		{[]string{"import", bad, "-digits", "18"}, exitUsage, "18 digits; choose 1 to 17"},
		{[]string{"import"}, exitUsage, "no file"},
		{[]string{"show", "no-such.table"}, exitFailure, "no such file"},
		{[]string{"show", bad}, exitFailure, `nb201.csv: table, byte 0: not a table`},
		{[]string{"show", bad, bad}, exitUsage, "2 files, want one"},
		{[]string{"join"}, exitUsage, "no file"},
		{[]string{"melt"}, exitUsage, `no command "melt"; there are: import, show, join`},
	} {
		if r := try("", append([]string{"table"}, c.args...)...); r.code != c.code || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%q: %+v, want %d and %s", c.args, r, c.code, c.want)
		}
	}
}
