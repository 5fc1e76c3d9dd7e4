package importer

import (
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

// timeOf says what the time of a score is.
func timeOf(m table.Meta) table.Meta {
	m.ID += "_time"
	m.Name += ", time"
	m.Kind, m.Proxy, m.Unit, m.Higher = table.Time, "", "s", false
	m.Meaning = "Time that the score took, measured by NASLib."
	return m
}
