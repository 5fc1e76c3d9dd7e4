package importer

import (
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"protocell/core/data"
)

// nameOf makes a name of the files': that of the folder or file that holds all.
func nameOf(files []File) string {
	name, _, _ := strings.Cut(files[0].Path, "/")
	for _, ext := range []string{".gz", ".tar", ".tgz", ".zip", ".bin", ".set"} {
		name = strings.TrimSuffix(name, ext)
	}
	if name = plain(name, data.NameSize); name == "" {
		return "images"
	}
	return name
}

// className makes the name of a class of that of a folder or zip.
func className(name string) string { return plain(strings.TrimSuffix(name, ".zip"), 60) }

// plain makes text of one line of a name, of at most size bytes.
func plain(name string, size int) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	if len(name) > size {
		name = strings.ToValidUTF8(name[:size], "")
	}
	return strings.TrimSpace(name)
}

// checkPaths returns an error for paths that are not plain, or there twice.
func checkPaths(files []File) error {
	paths := make([]string, len(files))
	for i, f := range files {
		if !isPlain(f.Path) || f.Path != path.Clean(f.Path) {
			return fmt.Errorf("%q is not the plain path of a file inside of a folder", f.Path)
		}
		paths[i] = f.Path
	}
	sort.Strings(paths)
	for i := 1; i < len(paths); i++ {
		if paths[i] == paths[i-1] {
			return &FileError{paths[i], errors.New("it is there twice")}
		}
	}
	return nil
}

// isPlain reports whether a path leads to something inside of where it starts.
func isPlain(name string) bool {
	clean := path.Clean(name)
	return name != "" && !strings.ContainsAny(name, "\x00\\") && !path.IsAbs(name) &&
		clean != "." && clean != ".." && !strings.HasPrefix(clean, "../")
}
