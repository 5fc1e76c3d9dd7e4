package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"protocell/core/data"
)

// Disk returns the files at a path: one file, or those of a folder and its
// folders. Links are not followed.
func Disk(name string) ([]File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	base := filepath.Base(absolute)
	if !info.IsDir() {
		return []File{diskFile(absolute, base, info)}, nil
	}
	var files []File
	err = filepath.WalkDir(absolute, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if len(files) == MaxFiles {
			return fmt.Errorf("%s: more than %d files", name, MaxFiles)
		}
		inside, err := filepath.Rel(absolute, at)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files = append(files, diskFile(at, base+"/"+filepath.ToSlash(inside), info))
		return nil
	})
	if err == nil && len(files) == 0 {
		err = errors.New(name + ": the folder is empty")
	}
	return files, err
}

func diskFile(name, path string, info fs.FileInfo) File {
	f := File{Path: path, Size: info.Size(), Open: func() (data.Stored, error) { return OpenDisk(name) }}
	if !info.Mode().IsRegular() {
		f.Refused = "not a file but a link or the like"
	}
	return f
}

// OpenDisk opens a file of the disk.
func OpenDisk(name string) (data.Stored, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return onDisk{f, info.Size()}, nil
}

// onDisk is an open file of the disk.
type onDisk struct {
	*os.File
	size int64
}

// Size implements data.Stored.
func (f onDisk) Size() int64 { return f.size }
