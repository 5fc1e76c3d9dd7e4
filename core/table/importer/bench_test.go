package importer

import "testing"

// BenchmarkImport imports the largest of the public files.
func BenchmarkImport(b *testing.B) {
	for _, path := range []string{nasLibTNB + "zc_transbench101_micro.json", zcCombine + "nb201_zc_proxies.csv", vTao + "nats_bench.csv"} {
		f := public(b, path)
		b.Run(baseName(path), func(b *testing.B) {
			b.SetBytes(int64(len(f.Data)))
			for b.Loop() {
				if _, _, err := Import([]File{f}, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
