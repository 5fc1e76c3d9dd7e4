package importer

import (
	"fmt"
	"strings"

	"protocell/core/table"
)

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
