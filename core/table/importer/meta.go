package importer

import (
	"fmt"
	"math"
	"strings"

	"protocell/core/table"
)

// metaOf says what a column is, by its name in a file, the data set that the file or
// row is of, the space, and whether the file is of NAS-Bench-Suite-Zero.
func metaOf(spaceID, name, dataset string, suite bool) table.Meta {
	low := strings.ToLower(strings.TrimSpace(name))
	id, rest := datasetIn(low)
	if id == "" {
		id = dataset
	}
	m, ok := known(rest)
	if !ok {
		m, ok = known(low)
	}
	if !ok {
		m, ok = vtao(low)
	}
	if !ok {
		m, ok = accuracy(rest, id)
	}
	if !ok {
		m = guess(rest)
	}
	if suite && (rest == "val_accuracy" || rest == "val_acc") || rest == "val_accs" {
		m = suiteTruth(m, spaceID)
	}
	if m.Dataset == "" {
		m.Dataset = id
	}
	if m.Dataset != "" {
		m.ID = word(m.Dataset) + "/" + m.ID
	}
	return m
}

// vtao knows the names of nats_bench.csv of nats-bench-landscape.
func vtao(low string) (table.Meta, bool) {
	set, ok := strings.CutSuffix(low, "testaccuracy200epochs")
	if !ok {
		return table.Meta{}, false
	}
	m := table.Meta{ID: "test_accuracy_200", Name: "Test accuracy", Kind: table.Accuracy, Unit: "%", Higher: true, Split: "test", Epochs: 200,
		Meaning: "Mean of the runs of NATS-Bench that trained for 200 epochs on all data for training."}
	switch set {
	case "cifar10", "cifar100":
		m.Dataset = set
	case "imagenet":
		m.Dataset = "ImageNet16-120"
	default:
		return m, false
	}
	return m, true
}

// splits are the beginnings of names of accuracies.
var splits = []struct{ name, split, meaning string }{
	{"validtest", "test", "Test accuracy of networks that were trained on the part for search."},
	{"nbsz", "test", "What NAS-Bench-Suite-Zero calls validation accuracy."},
	{"validation", "valid", "Validation accuracy."},
	{"valid", "valid", "Validation accuracy."},
	{"val", "valid", "Validation accuracy."},
	{"test", "test", "Test accuracy."},
	{"train", "train", "Accuracy on the images that it was trained on."},
	{"acc", "", "Accuracy; the file does not say of which images."},
	{"top1", "", "Accuracy; the file does not say of which images."},
}

// accuracy knows names such as val_accuracy, test200, valid_acc_12 and val_best.
func accuracy(name, dataset string) (table.Meta, bool) {
	for _, s := range splits {
		rest, ok := strings.CutPrefix(name, s.name)
		if !ok {
			continue
		}
		epochs, run := 0, 0
		for _, word := range strings.FieldsFunc(rest, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }) {
			switch word {
			case "acc", "accs", "accuracy", "uracy", "s", "top1", "best", "final", "mean", "epochs":
				continue
			}
			n, ok := small(word)
			switch {
			case !ok:
				return table.Meta{}, false
			case n < 10:
				run = n
			default:
				epochs = n
			}
		}
		m := table.Meta{ID: strings.ReplaceAll(name, " ", "_"), Name: nameOf(s.split), Kind: table.Accuracy, Unit: "%", Higher: true, Split: s.split, Epochs: epochs, Meaning: s.meaning}
		if run > 0 {
			m.Name += fmt.Sprintf(", run %d", run)
			m.Seeds = 1
		}
		switch dataset {
		case "room_layout":
			m.Name, m.Unit, m.Meaning = "Negative loss", "", "Loss with the sign that makes higher better."
		case "autoencoder", "normal":
			m.Name, m.Unit, m.Meaning = "SSIM", "", "Structural similarity of what it draws."
		case "segmentsemantic":
			m.Meaning = "Accuracy of pixels."
		}
		return m, true
	}
	return table.Meta{}, false
}

func nameOf(split string) string {
	switch split {
	case "valid":
		return "Validation accuracy"
	case "test":
		return "Test accuracy"
	case "train":
		return "Training accuracy"
	}
	return "Accuracy"
}

// small reads a number of at most four digits.
func small(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, s != "" && len(s) <= 4
}

// guess says what a column is by the unit in its name, or that it is not known.
func guess(name string) table.Meta {
	m := table.Meta{ID: word(name), Name: name, Kind: table.Other, Higher: true, Meaning: "A column that is not known here; whether higher is better is a guess."}
	for _, u := range []struct {
		end, unit string
		kind      table.Kind
	}{
		{"_ms", "ms", table.Latency}, {"latency", "", table.Latency}, {"_mj", "mJ", table.Energy}, {"energy", "", table.Energy},
		{"_s", "s", table.Time}, {"_time", "", table.Time}, {"loss", "", table.Loss},
	} {
		if strings.HasSuffix(name, u.end) {
			m.Kind, m.Unit, m.Higher, m.Meaning = u.kind, u.unit, false, "A column that is not known here; what it is was guessed by its name."
			return m
		}
	}
	return m
}

// word makes an id of a name.
func word(name string) string {
	id := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F {
			return '_'
		}
		return r
	}, name)
	if id == "" {
		return "column"
	}
	return id
}

// suiteTruth says what NAS-Bench-Suite-Zero's val_accuracy is in a space.
func suiteTruth(m table.Meta, spaceID string) table.Meta {
	m.ID = "val_accuracy"
	switch spaceID {
	case "nb201":
		m.Name, m.Split, m.Epochs, m.Seeds = "Test accuracy, one run", "test", 200, 1
		m.Meaning = "What NAS-Bench-Suite-Zero calls validation accuracy: of one run, on images for test; for CIFAR-10 of a network that was trained on half of the images for training."
	case "darts":
		m.Name, m.Epochs = "Predicted accuracy", 100
		m.Meaning = "Predicted by the surrogate of NAS-Bench-301, not trained."
	default:
		m.Meaning += " NAS-Bench-Suite-Zero once took the best epoch, and later the last."
	}
	return m
}

// timeOf says what the time of a score is.
func timeOf(m table.Meta) table.Meta {
	m.ID += "_time"
	m.Name += ", time"
	m.Kind, m.Proxy, m.Unit, m.Higher = table.Time, "", "s", false
	m.Meaning = "Time that the score took, measured by NASLib."
	return m
}

// Marks of NASLib: it writes them for scores that are not finite.
const (
	markNaN = -1e8
	markInf = 1e9
)

// settle reads marks for what they stand for, and finds units that only values tell.
func (p *part) settle(naslib bool) {
	for i := range p.columns {
		c := &p.columns[i]
		if c.Kind == table.Proxy && naslib {
			p.unmark(c)
		}
		if c.Kind == table.Params || c.Kind == table.MACs {
			if inMillions(c.Values) {
				c.Unit = "M"
			}
		}
		if c.Kind == table.Accuracy && c.Unit == "%" && largest(c.Values) <= 1 {
			c.Unit = ""
		}
		if strings.HasSuffix(c.ID, "edgetpu_latency") {
			if n := replace(c.Values, -1, math.NaN()); n > 0 {
				p.note("%s: %d values are -1, by which HW-NAS-Bench marks what the device could not run: read as not known", c.ID, n)
			}
		}
	}
}

// unmark replaces NASLib's marks in a column: a score that is not a number becomes
// -Inf, which ranks last as the mark did; if all are so, there are none.
func (p *part) unmark(c *table.Column) {
	n := replace(c.Values, markNaN, math.Inf(-1))
	n += replace(c.Values, markInf, math.Inf(1))
	n += replace(c.Values, -markInf, math.Inf(-1))
	if n == 0 {
		return
	}
	if n == len(c.Values)-c.Missing() {
		for i := range c.Values {
			c.Values[i] = math.NaN()
		}
		return
	}
	p.note("%s: %d values are marks of NASLib for a score that is not finite: read as infinite", c.ID, n)
}

// replace replaces values and returns how many.
func replace(values []float64, from, to float64) int {
	n := 0
	for i, v := range values {
		if v == from {
			values[i] = to
			n++
		}
	}
	return n
}

// inMillions reports whether counts are in millions: some are not whole, and none is
// large.
func inMillions(values []float64) bool {
	broken := false
	for _, v := range values {
		if math.Abs(v) >= 1e5 {
			return false
		}
		broken = broken || v != math.Floor(v)
	}
	return broken
}

// largest returns the largest of values, or -Inf.
func largest(values []float64) float64 {
	most := math.Inf(-1)
	for _, v := range values {
		if v > most {
			most = v
		}
	}
	return most
}
