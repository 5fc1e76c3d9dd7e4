package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"protocell/core/table"
	"protocell/core/train"
)

// trainingLine is a line of a file of trainings. The first says what all of them have
// in common; of the others, a Run says how those that follow it were computed.
type trainingLine struct {
	Version int          `json:"trainings,omitempty"` // 1, of the first line
	Spec    *train.Spec  `json:"spec,omitempty"`      // of the first line: without architecture and seed
	Run     *trainingRun `json:"run,omitempty"`

	Arch    string        `json:"arch,omitempty"` // short notation
	Seed    uint64        `json:"seed,omitempty"`
	Params  int64         `json:"params,omitempty"`
	MACs    int64         `json:"macs,omitempty"`
	Curve   []train.Epoch `json:"curve,omitempty"`
	Status  train.Status  `json:"status,omitempty"`
	Digest  string        `json:"digest,omitempty"`
	Seconds float64       `json:"seconds,omitempty"`
}

// trainingTask names a training.
type trainingTask struct {
	code string // short notation of the architecture
	seed uint64
}

// trainings are what is known of trainings that have all but architecture and seed in
// common.
type trainings struct {
	spec train.Spec // of none, and 0
	done map[trainingTask][]train.Epoch
	runs []trainingRun
	past []table.Detail // about the runs of a table
}

// newTrainings returns none of those that spec is one of.
func newTrainings(spec train.Spec) *trainings {
	spec.Arch, spec.Seed = "", 0
	return &trainings{spec: spec, done: map[trainingTask][]train.Epoch{}}
}

// add adds a line of a file.
func (r *trainings) add(l trainingLine) {
	switch {
	case l.Run != nil:
		r.runs = append(r.runs, *l.Run)
	case l.Arch != "":
		r.done[trainingTask{l.Arch, l.Seed}] = l.Curve
		if len(r.runs) > 0 {
			run := &r.runs[len(r.runs)-1]
			run.count, run.seconds = run.count+1, run.seconds+l.Seconds
		}
	}
}

// open opens a file of trainings, makes it if it is not there, and adds what is in it
// to r. The file is then at its end, which is after the last whole line.
func (r *trainings) open(name string, warn io.Writer) (_ *os.File, err error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	end, err := readTrainings(file, func(n int, l trainingLine) error {
		if n == 1 && *l.Spec != r.spec {
			return fmt.Errorf("the trainings are others than the flags ask for: they are %+v", *l.Spec)
		}
		r.add(l)
		return nil
	}, warn)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := file.Truncate(end); err != nil {
		return nil, err
	}
	if _, err := file.Seek(end, io.SeekStart); err != nil {
		return nil, err
	}
	if end == 0 {
		return file, r.begin(file)
	}
	return file, nil
}

// begin writes the first line of a file.
func (r *trainings) begin(out io.Writer) error {
	return writeLine(out, trainingLine{Version: 1, Spec: &r.spec})
}

// readTrainings reads the lines of a file of trainings, and returns where the last
// whole one ends. Only the last may be broken; it is told, and left out.
func readTrainings(in io.Reader, pass func(n int, l trainingLine) error, warn io.Writer) (end int64, err error) {
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		text, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return 0, err
		}
		if len(text) == 0 {
			return end, nil
		}
		l, broken := parseTraining(n, text)
		if broken != nil {
			if _, more := lines.Peek(1); more == nil || n == 1 {
				return 0, fmt.Errorf("line %d: %w", n, broken)
			}
			fmt.Fprintf(warn, "protocell: line %d, the last, is broken and is left out: %v\n", n, broken)
			return end, nil
		}
		if err := pass(n, l); err != nil {
			return 0, fmt.Errorf("line %d: %w", n, err)
		}
		end += int64(len(text))
	}
}

// parseTraining reads line n.
func parseTraining(n int, text []byte) (l trainingLine, err error) {
	body, whole := bytes.CutSuffix(text, []byte("\n"))
	if !whole {
		return l, errors.New("it has no end")
	}
	if err := json.Unmarshal(body, &l); err != nil {
		return l, err
	}
	switch {
	case n == 1 && (l.Version != 1 || l.Spec == nil):
		return l, errors.New("this is no file of trainings")
	case n > 1 && l.Run == nil && (l.Arch == "" || l.Digest == "" || l.Status == train.Running):
		return l, errors.New("it is neither a run nor a training that has ended")
	}
	return l, nil
}
