package importer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"protocell/core/data"
)

// idx reads IDX files of bytes (LeCun, "The MNIST database"): images of three
// dimensions, each with a file of as many labels, or all without.
func (im *importer) idx(list []found) error {
	var images []found
	labels := map[string]found{}
	for _, f := range list {
		dims, err := idxDims(f)
		if err != nil {
			return &FileError{f.Path, err}
		}
		if dims == 3 {
			images = append(images, f)
		} else {
			labels[pairName(f.Path)] = f
		}
	}
	if len(images) == 0 {
		return &FileError{list[0].Path, errors.New("labels without a file of images, whose name has \"images\" in the place of \"labels\"")}
	}
	if len(images) == 1 && len(labels) == 1 { // whatever they are called
		for _, l := range labels {
			labels = map[string]found{pairName(images[0].Path): l}
		}
	}
	if n := len(labels); n > 0 {
		for _, f := range images {
			if _, ok := labels[pairName(f.Path)]; !ok {
				return &FileError{f.Path, fmt.Errorf("no labels for these images; expected %q", pairName(f.Path))}
			}
			n--
		}
		if n > 0 {
			return fmt.Errorf("%d files of labels for %d of images", len(labels), len(images))
		}
	}
	all := make([][]byte, len(images))
	most := -1
	for i, f := range images {
		if l, ok := labels[pairName(f.Path)]; ok {
			values, err := im.idxLabels(l)
			if err != nil {
				return &FileError{l.Path, err}
			}
			all[i] = values
			for _, v := range values {
				most = max(most, int(v))
			}
		}
	}
	for i, f := range images {
		if err := im.idxImages(f, all[i], len(labels) > 0, most+1); err != nil {
			return &FileError{f.Path, err}
		}
	}
	return nil
}

// pairName is what the name of a file of images and that of its labels have in
// common: the latter.
func pairName(name string) string {
	dir, base := path.Split(name)
	base = strings.TrimSuffix(strings.ToLower(base), ".gz")
	return dir + strings.NewReplacer("images", "labels", "idx3", "idx1").Replace(base)
}

// idxHeader reads the magic number and n sizes, the first of which is the number of
// items.
func idxHeader(in io.Reader, n int) (sizes []int, err error) {
	b := make([]byte, 4+4*n)
	if k, err := io.ReadFull(in, b); err != nil {
		return nil, fmt.Errorf("byte %d: the file ends within its header: %w", k, err)
	}
	for i := range n {
		sizes = append(sizes, int(binary.BigEndian.Uint32(b[4+4*i:])))
	}
	if sizes[0] < 1 || sizes[0] > data.MaxCount {
		return nil, fmt.Errorf("byte 4: %d items, not 1 to %d", sizes[0], data.MaxCount)
	}
	return sizes, nil
}

// idxDims returns the number of dimensions, 1 or 3.
func idxDims(f found) (int, error) {
	in, r, err := unzipped(f)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	b := make([]byte, 4)
	if _, err := io.ReadFull(in, b); err != nil {
		return 0, fmt.Errorf("byte 0: %w", err)
	}
	return int(b[3]), nil
}

func (im *importer) idxLabels(f found) ([]byte, error) {
	in, r, err := unzipped(f)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	sizes, err := idxHeader(in, 1)
	if err != nil {
		return nil, err
	}
	labels := make([]byte, sizes[0])
	if n, err := io.ReadFull(in, labels); err != nil {
		return nil, fmt.Errorf("byte %d: the file ends here; its header says %d labels: %w", 8+n, len(labels), err)
	}
	if err := atEnd(in, 8+int64(len(labels))); err != nil {
		return nil, err
	}
	return labels, im.report(f, f.Size)
}

func (im *importer) idxImages(f found, labels []byte, labelled bool, classes int) error {
	in, r, err := unzipped(f)
	if err != nil {
		return err
	}
	defer r.Close()
	sizes, err := idxHeader(in, 3)
	if err != nil {
		return err
	}
	n, h, w := sizes[0], sizes[1], sizes[2]
	if h < 1 || h > data.MaxEdge || w < 1 || w > data.MaxEdge {
		return fmt.Errorf("byte 8: images of %dx%d; each edge is 1 to %d", h, w, data.MaxEdge)
	}
	if labelled && len(labels) != n {
		return fmt.Errorf("byte 4: %d images, but %d labels", n, len(labels))
	}
	if im.set == nil {
		var names []string
		if labelled {
			names = numbers(classes)
		}
		im.set = newSet("idx", 1, h, w, names)
	} else if k := im.set.Header; k.H != h || k.W != w {
		return fmt.Errorf("byte 8: images of %dx%d; the files before have %dx%d", h, w, k.H, k.W)
	}
	image := make([]byte, h*w)
	for i := range n {
		at := 16 + int64(i)*int64(len(image))
		if k, err := io.ReadFull(in, image); err != nil {
			return fmt.Errorf("byte %d: the file ends within image %d of %d: %w", at+int64(k), i, n, err)
		}
		label := 0
		if labelled {
			label = int(labels[i])
		}
		if err := im.set.add(image, label); err != nil {
			return err
		}
		if i%reportEvery == 0 {
			if err := im.report(f, f.Size*reportEvery/int64(n)); err != nil {
				return err
			}
		}
	}
	return atEnd(in, 16+int64(n)*int64(len(image)))
}

// atEnd returns an error unless there is nothing left to read.
func atEnd(in io.Reader, at int64) error {
	if n, err := io.ReadFull(in, make([]byte, 1)); n > 0 {
		return fmt.Errorf("byte %d: there is more than the header says", at)
	} else if err != io.EOF {
		return fmt.Errorf("byte %d: %w", at, err)
	}
	return nil
}
