package importer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"protocell/core/data"
)

// stored reads a set that was stored before. Every byte of it is checked: the same
// images give the same file, whoever wrote it.
func (im *importer) stored(list []found) error {
	if len(list) > 1 {
		return fmt.Errorf("%s and %s are stored sets; choose one", list[0].Path, list[1].Path)
	}
	if err := im.readStored(list[0]); err != nil {
		return &FileError{list[0].Path, err}
	}
	return nil
}

func (im *importer) readStored(f found) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	name, h, at, err := data.ReadHeader(r)
	if err != nil {
		return err
	}
	im.set = newSet(h.Kind, h.C, h.H, h.W, h.Classes)
	im.set.Name = name
	labels := make([]byte, h.LabelsLen())
	if _, err := io.ReadFull(io.NewSectionReader(r, at, int64(len(labels))), labels); err != nil {
		return fmt.Errorf("byte %d: the labels: %w", at, err)
	}
	at += int64(len(labels))
	pixels := make([]byte, h.Len())
	in := io.NewSectionReader(r, at, int64(h.Count)*int64(h.Len()))
	for i := range h.Count {
		if _, err := io.ReadFull(in, pixels); err != nil {
			return fmt.Errorf("byte %d: image %d: %w", at+int64(i*h.Len()), i, err)
		}
		label := 0
		if h.Labelled() {
			label = int(binary.LittleEndian.Uint16(labels[2*i:]))
			if label >= len(h.Classes) {
				return fmt.Errorf("image %d: label %d; the set has %d classes", i, label, len(h.Classes))
			}
		}
		if err := im.set.add(pixels, label); err != nil {
			return err
		}
		if i%reportEvery == 0 {
			if err := im.report(f, int64(reportEvery*len(pixels))); err != nil {
				return err
			}
		}
	}
	for c := range h.C {
		if mean, std := data.Moments(&im.set.counts[c]); mean != h.Mean[c] || std != h.Std[c] {
			return errors.New("the means in its header are not those of its images: the file is damaged")
		}
	}
	return nil
}
