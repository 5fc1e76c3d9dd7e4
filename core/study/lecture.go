package study

// Lecture is what the lecture prints of proxies: three tables of correlations, the
// average ranks, and the vote.
type Lecture struct {
	Source  string   `json:"source"`
	Proxies []string `json:"proxies"`
	Tables  []Table  `json:"tables"` // 1 to 3
	// Average is table 4: the average rank of each proxy in each space, then over all
	// tasks.
	Average []AverageRank `json:"average"`
	Vote    VoteTable     `json:"vote"`
	Notes   []Note        `json:"notes"`
}

// Table is one of the tables of correlations.
type Table struct {
	Number  int    `json:"number"`
	Caption string `json:"caption"`
	Tasks   []Task `json:"tasks"`
}

// AverageRank is a row of table 4.
type AverageRank struct {
	Space   string    `json:"space"` // "" for all
	Average []float64 `json:"average"`
}

// VoteTable compares single proxies with the vote of three on NAS-Bench-201.
type VoteTable struct {
	Source  string   `json:"source"`
	Columns []string `json:"columns"`
	Rows    []Task   `json:"rows"` // |ρ|, but of the vote the fraction of pairs in the right order
}

// Note says what to know of a number that is printed.
type Note struct {
	Table string `json:"table"` // "3", "4", "vote", "heat map"
	Text  string `json:"text"`
}

// TheLecture returns the tables as printed. The notes say where they are wrong.
func TheLecture() Lecture {
	const tss, darts, transnas = "NATS-Bench TSS", "DARTS", "TransNAS-Bench-101"
	return Lecture{
		Source:  "C. White, M. Khodak, R. Tu, S. Shah, S. Bubeck and D. Dey, A Deeper Look at Zero-Cost Proxies for Lightweight NAS, ICLR blog track 2022",
		Proxies: []string{"fisher", "grad_norm", "grasp", "jacob_cov", "snip", "synflow", "flops", "params"},
		Tables: []Table{
			{1, "Spearman's ρ with the validation accuracy, 1,000 random architectures of NATS-Bench TSS", []Task{
				{tss, "Spherical CIFAR-100", []float64{0.0745, 0.0056, 0.0327, -0.2512, 0.0075, 0.1758, 0.0239, -0.0017}},
				{tss, "CIFAR-100", []float64{0.6104, 0.6779, 0.6319, 0.7194, 0.6789, 0.7938, 0.7142, 0.7346}},
				{tss, "Synthetic CIFAR-10", []float64{-0.4281, -0.3140, -0.2568, 0.1988, -0.3194, -0.0004, -0.0701, -0.0426}},
			}},
			{2, "Spearman's ρ with the validation accuracy, 1,000 random architectures of DARTS", []Task{
				{darts, "Spherical CIFAR-100", []float64{0.4986, 0.2450, -0.4754, 0.3538, 0.2675, -0.0560, -0.2074, -0.2389}},
				{darts, "CIFAR-100", []float64{-0.0161, 0.2669, 0.2301, -0.1337, 0.2303, 0.3935, 0.5625, 0.5630}},
				{darts, "NinaPro", []float64{-0.1181, -0.1436, 0.0107, 0.0277, -0.1458, -0.1729, -0.1085, -0.0888}},
				{darts, "Synthetic CIFAR-10", []float64{-0.1685, 0.0105, 0.0523, -0.1235, 0.0234, 0.0552, 0.2635, 0.2644}},
				{darts, "Darcy Flow", []float64{0.1540, 0.1788, -0.0970, -0.1232, 0.1419, -0.3978, -0.1971, -0.2275}},
			}},
			{3, "Spearman's ρ with the performance, 100 random architectures of TransNAS-Bench-101, micro", []Task{
				{transnas, "Jigsaw", []float64{0.4361, 0.4933, 0.5085, 0.3733, 0.5367, 0.4853, 0.5161, 0.5068}},
				{transnas, "Object classification", []float64{0.7998, 0.7286, 0.6233, 0.3969, 0.7582, 0.6331, 0.5686, 0.5614}},
				{transnas, "Scene classification", []float64{0.7522, 0.6756, 0.5034, 0.6964, 0.7162, 0.7582, 0.7360, 0.7181}},
				{transnas, "Autoencoder", []float64{0.5611, 0.4380, 0.4646, -0.1569, 0.3671, -0.0850, 0.0650, 0.0517}},
			}},
		},
		Average: []AverageRank{
			{tss, []float64{6, 6, 5, 4, 5.67, 1.33, 4, 4}},
			{darts, []float64{4.6, 4.2, 4.6, 4.8, 4.6, 5.4, 4, 3.8}},
			{transnas, []float64{2.75, 4.5, 4.5, 7.5, 3, 4.5, 4, 5.25}},
			{"", []float64{4.33, 4.75, 4.67, 5.5, 4.33, 4.08, 4, 4.33}},
		},
		Vote: VoteTable{
			Source:  "M. S. Abdelfattah, A. Mehrotra, Ł. Dudziak and N. D. Lane, Zero-Cost Proxies for Lightweight NAS, ICLR 2021",
			Columns: []string{"grad_norm", "snip", "grasp", "fisher", "synflow", "jacob_cov", "vote"},
			Rows: []Task{
				{"NAS-Bench-201", "CIFAR-10", []float64{0.58, 0.58, 0.48, 0.36, 0.74, 0.73, 0.82}},
				{"NAS-Bench-201", "CIFAR-100", []float64{0.64, 0.63, 0.54, 0.39, 0.76, 0.71, 0.83}},
				{"NAS-Bench-201", "ImageNet16-120", []float64{0.58, 0.58, 0.56, 0.33, 0.75, 0.71, 0.82}},
			},
		},
		Notes: []Note{
			{"1", "jacob_cov is the correlation of Jacobians of 2020, not the binary codes of 2021 that the lecture describes beside it."},
			{"3", "On the slide, the headers of the columns Object and Scene are missing."},
			{"4", "For DARTS, the printed ρ give grasp 4.8 and jacob_cov 4.6, and over all 4.75 and 5.42: the table has these two the other way round on NinaPro, where jacob_cov (.0277) is printed above grasp (.0107)."},
			{"vote", "The column vote is the fraction of pairs that are ordered rightly, of which guessing gets .5; the others are |ρ|. In the same unit there is hardly a gain."},
			{"heat map", "The mean over all tasks of three spaces, rounded to one decimal, hides how much two proxies share in one of them: in NAS-Bench-201, snip and grad_norm have .99."},
		},
	}
}

// Tasks returns all tasks of the tables.
func (l Lecture) Tasks() (tasks []Task) {
	for _, t := range l.Tables {
		tasks = append(tasks, t.Tasks...)
	}
	return tasks
}
