package importer

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
)

// pictures reads picture files. The class of a picture is the name of the folder
// that it is in; if all are in one, they have no labels. A picture that cannot be
// read is skipped, and so is one beside the folders of others.
func (im *importer) pictures(list []found) error {
	folders, classes := im.folders(list)
	im.set = newSet("pictures", 3, im.Edge, im.Edge, classes)
	for _, f := range list {
		class, ok := folders[path.Dir(f.Path)]
		if !ok {
			im.skip(f.Path, "it lies beside the folders of the classes, not in one")
			continue
		}
		pixels, err := im.picture(f)
		if err != nil {
			im.skip(f.Path, err.Error())
		} else if err := im.set.add(pixels, max(0, slices.Index(classes, class))); err != nil {
			return &FileError{f.Path, err}
		}
		if err := im.report(f, f.Size); err != nil {
			return err
		}
	}
	if im.set.Header.Count == 0 {
		s := im.skipped[0]
		return &FileError{s.Path, errors.New(s.Reason)}
	}
	im.dropEmptyClasses()
	return nil
}

// folders returns the class of each folder that has pictures and no folder of
// pictures inside, and the classes in order, none if there is one folder only.
func (im *importer) folders(list []found) (folders map[string]string, classes []string) {
	folders = map[string]string{}
	for _, f := range list {
		dir := path.Dir(f.Path)
		folders[dir] = className(path.Base(dir))
	}
	for dir := range folders {
		for up := dir; up != "."; {
			up = path.Dir(up)
			delete(folders, up)
		}
	}
	if len(folders) == 1 {
		return folders, nil
	}
	for _, class := range folders {
		if !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
	}
	slices.Sort(classes)
	return folders, classes
}

// dropEmptyClasses leaves out the classes none of whose pictures could be read.
func (im *importer) dropEmptyClasses() {
	s := im.set
	moved := map[uint16]uint16{}
	var kept []string
	for i, n := range s.PerClass() {
		if n > 0 {
			moved[uint16(i)] = uint16(len(kept))
			kept = append(kept, s.Header.Classes[i])
		}
	}
	if len(kept) < 2 { // one class is none
		s.Header.Classes, s.labels = nil, nil
		return
	}
	for i := 0; i < len(s.labels); i += 2 {
		k := moved[uint16(s.labels[i])|uint16(s.labels[i+1])<<8]
		s.labels[i], s.labels[i+1] = byte(k), byte(k>>8)
	}
	s.Header.Classes = kept
}

// picture reads one picture, channels first.
func (im *importer) picture(f found) ([]byte, error) {
	if f.Size > MaxFile {
		return nil, fmt.Errorf("a file of %d MB; a picture's has at most %d", f.Size>>20, MaxFile>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content := make([]byte, f.Size)
	if n, err := r.ReadAt(content, 0); err != nil && !(err == io.EOF && n == len(content)) {
		return nil, fmt.Errorf("byte %d: %w", n, err)
	}
	return Decode(content, im.Edge)
}
