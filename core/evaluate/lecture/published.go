package lecture

// Figure is a published mean over runs and its standard deviation, in percent.
type Figure struct {
	Mean, SD float64
	Given    bool
}

// Row is a row of the table.
type Row struct {
	ID   string
	Name string
	// Strategy is the id of the strategy; "" if the row needs weight sharing, and is not
	// run here. NASWOT is random search by a score, for N trials.
	Strategy string
	Kind     Kind
	N        int // architectures of a row that is no search by training
	// Seconds is the published time of a search, 0 where there is none, and Runs the
	// published number of runs.
	Seconds float64
	Runs    int
	// Published has the figures of CIFAR-10, CIFAR-100 and ImageNet16-120, validation and
	// test of each.
	Published [6]Figure
}

// Kind says what a row is chosen by.
type Kind int

// The kinds.
const (
	Searched Kind = iota // by short trainings, within the budget
	Scored               // by a proxy, on each data set
	Ideal                // by the very column that it is reported by
)

// Rows returns the table, in the order of its source: J. Mellor, J. Turner, A. Storkey and
// E. J. Crowley, "Neural Architecture Search without Training", ICML 2021, table 2, the
// rows above "training-free" being those of X. Dong and Y. Yang, "NAS-Bench-201:
// Extending the Scope of Reproducible Neural Architecture Search", ICLR 2020. Optimal
// (N = 1000) is not in the source and has no figures. Of the figures, those of CIFAR-10
// test accuracy and the means of Random were compared with a second copy; the others
// stand as they were transcribed.
func Rows() []Row {
	none := Figure{}
	f := func(mean, sd float64) Figure { return Figure{mean, sd, true} }
	flat := [6]Figure{f(39.77, 0), f(54.30, 0), f(15.03, 0), f(15.61, 0), f(16.43, 0), f(16.32, 0)}
	return []Row{
		{"area", "AREA", "area", Searched, 0, 12000, 50, [6]Figure{f(91.20, .27), none, f(71.95, .99), none, f(45.70, 1.05), none}},
		{"rea", "REA", "rea", Searched, 0, 12000, 500, [6]Figure{f(91.19, .31), f(93.92, .30), f(71.81, 1.12), f(71.84, .99), f(45.15, .89), f(45.54, 1.03)}},
		{"rs", "RS", "random", Searched, 0, 12000, 500, [6]Figure{f(90.93, .36), f(93.70, .36), f(70.93, 1.09), f(71.04, 1.07), f(44.45, 1.10), f(44.57, 1.25)}},
		{"reinforce", "REINFORCE", "reinforce", Searched, 0, 12000, 500, [6]Figure{f(91.09, .37), f(93.85, .37), f(71.61, 1.12), f(71.71, 1.09), f(45.05, 1.02), f(45.24, 1.18)}},
		{"bohb", "BOHB", "bohb", Searched, 0, 12000, 500, [6]Figure{f(90.82, .53), f(93.61, .52), f(70.74, 1.29), f(70.85, 1.28), f(44.26, 1.36), f(44.42, 1.49)}},
		{"rsps", "RSPS", "", Searched, 0, 7587, 3, [6]Figure{f(84.16, 1.69), f(87.66, 1.69), f(59.00, 4.60), f(58.33, 4.34), f(31.56, 3.28), f(31.14, 3.88)}},
		{"darts1", "DARTS-V1", "", Searched, 0, 10890, 3, flat},
		{"darts2", "DARTS-V2", "", Searched, 0, 29902, 3, flat},
		{"gdas", "GDAS", "", Searched, 0, 28926, 3, [6]Figure{f(90.00, .21), f(93.51, .13), f(71.14, .27), f(70.61, .26), f(41.70, 1.26), f(41.84, .90)}},
		{"setn", "SETN", "", Searched, 0, 31010, 3, [6]Figure{f(82.25, 5.17), f(86.19, 4.63), f(56.86, 7.59), f(56.87, 7.77), f(32.54, 3.63), f(31.90, 4.07)}},
		{"enas", "ENAS", "", Searched, 0, 13315, 3, flat},
		{"naswot10", "NASWOT (N=10)", "random", Scored, 10, 3.05, 500, [6]Figure{f(89.14, 1.14), f(92.44, 1.13), f(68.50, 2.03), f(68.62, 2.04), f(41.09, 3.97), f(41.31, 4.11)}},
		{"naswot100", "NASWOT (N=100)", "random", Scored, 100, 30.01, 500, [6]Figure{f(89.55, .89), f(92.81, .99), f(69.35, 1.70), f(69.48, 1.70), f(42.81, 3.05), f(43.10, 3.16)}},
		{"naswot1000", "NASWOT (N=1000)", "random", Scored, 1000, 306.19, 500, [6]Figure{f(89.69, .73), f(92.96, .81), f(69.86, 1.21), f(69.98, 1.22), f(43.95, 2.05), f(44.44, 2.10)}},
		{"random", "Random", "random", Ideal, 1, 0, 500, [6]Figure{f(83.20, 13.28), f(86.61, 13.46), f(60.70, 12.55), f(60.83, 12.58), f(33.34, 9.39), f(33.13, 9.66)}},
		{"optimal10", "Optimal (N=10)", "random", Ideal, 10, 0, 500, [6]Figure{f(89.92, .75), f(93.06, .59), f(69.61, 1.21), f(69.76, 1.25), f(43.11, 1.85), f(43.30, 1.87)}},
		{"optimal100", "Optimal (N=100)", "random", Ideal, 100, 0, 500, [6]Figure{f(91.05, .28), f(93.84, .23), f(71.45, .79), f(71.56, .78), f(45.37, .61), f(45.67, .64)}},
		{"optimal1000", "Optimal (N=1000)", "random", Ideal, 1000, 0, 0, [6]Figure{}},
	}
}
