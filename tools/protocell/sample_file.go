package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"protocell/core/experiment"
	"protocell/core/sample"
	"protocell/core/score"
)

// header is the first line of a file of results: what each of them depends on,
// besides its own line.
type header struct {
	Version int             `json:"sample"` // 1
	Spec    experiment.Spec `json:"spec"`   // canonical, its proxies named
	Draw    uint64          `json:"draw"`
	Vary    sample.Vary     `json:"vary"`
}

// line is a result in a file.
type line struct {
	Setting string        `json:"setting"` // its name in the plan
	Result  *score.Result `json:"result"`
}

// writeLine writes a value as one line, by one call of Write, so that a program that
// is stopped leaves at most the last line broken.
func writeLine(out io.Writer, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = out.Write(append(text, '\n'))
	return err
}

// open opens the file of results, makes it if it is not there, and reads what it has
// for the plan into the table and into done. The file is then at its end, which is
// after the last valid line.
func (s *sampling) open(name string, done map[task]bool) (_ *os.File, err error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	end, err := s.read(file, name, done)
	if err != nil {
		return nil, err
	}
	if err := file.Truncate(end); err != nil {
		return nil, err
	}
	if _, err := file.Seek(end, io.SeekStart); err != nil {
		return nil, err
	}
	if end == 0 {
		if err := writeLine(file, s.header()); err != nil {
			return nil, err
		}
	}
	return file, nil
}

// header returns the first line of a file for the plan.
func (s *sampling) header() header {
	spec := s.settings[0].Spec
	spec.Arch, spec.Proxies = "", s.proxies
	return header{1, spec, s.plan.Draw, s.plan.Vary}
}

// read reads a file of results and returns where its last valid line ends. Only the
// last may be broken; it is told, and left out.
func (s *sampling) read(in io.Reader, name string, done map[task]bool) (end int64, err error) {
	places := s.places()
	lines, kept, foreign := bufio.NewReader(in), 0, 0
	for n := 1; ; n++ {
		text, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return 0, err
		}
		if len(text) == 0 {
			break
		}
		broken := s.readLine(n, text, func(l line) {
			kept++
			t, ok := places[place{l.Setting, l.Result.Arch}]
			if !ok {
				foreign++
			} else if !done[t] {
				done[t] = true
				s.note(t, l.Result)
			}
		})
		var other *otherSample
		_, more := lines.Peek(1)
		switch {
		case errors.As(broken, &other):
			return 0, fmt.Errorf("%s: %w", name, other)
		case broken != nil && more == nil:
			return 0, fmt.Errorf("%s, line %d: %w", name, n, broken)
		case broken != nil && n == 1:
			return 0, fmt.Errorf("%s is no file of results: %w", name, broken)
		case broken != nil:
			fmt.Fprintf(s.stderr, "protocell: %s, line %d, the last, is broken and is left out: %v\n", name, n, broken)
		default:
			end += int64(len(text))
		}
	}
	if kept > 0 {
		fmt.Fprintf(s.stderr, "protocell: %d results are in %s already", kept, name)
		if foreign > 0 {
			fmt.Fprintf(s.stderr, ", of which %d are of other architectures or settings", foreign)
		}
		fmt.Fprintln(s.stderr)
	}
	return end, nil
}

// place is where a result belongs, as a line says it.
type place struct{ setting, arch string }

// places returns the tasks of the plan.
func (s *sampling) places() map[place]task {
	out := map[place]task{}
	for setting, x := range s.settings {
		for row, arch := range s.archs {
			out[place{x.Name, arch}] = task{setting, row}
		}
	}
	return out
}

// otherSample is the error that a file's header is another than the plan's.
type otherSample struct{ got, want []byte }

// Error implements error.
func (e *otherSample) Error() string {
	return fmt.Sprintf("the results are of another experiment:\n  %s\nnot of\n  %s", e.got, e.want)
}

// readLine reads line n, the first being the header, and passes a result on. A line
// without its end is broken.
func (s *sampling) readLine(n int, text []byte, pass func(line)) error {
	body, whole := bytes.CutSuffix(text, []byte("\n"))
	if !whole {
		return errors.New("it has no end")
	}
	if n == 1 {
		var got header
		if err := json.Unmarshal(body, &got); err != nil {
			return err
		}
		want, err := json.Marshal(s.header())
		if err != nil {
			return err
		}
		if !bytes.Equal(body, want) {
			return &otherSample{body, want}
		}
		return nil
	}
	var l line
	if err := json.Unmarshal(body, &l); err != nil {
		return err
	}
	if l.Result == nil || l.Result.Digest != score.Digest(l.Result) {
		return errors.New("the digest is not that of the result")
	}
	if !slices.EqualFunc(l.Result.Scores, s.proxies, func(e score.Entry, id string) bool { return e.ID == id }) {
		return errors.New("it has other proxies")
	}
	pass(l)
	return nil
}
