package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

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

// common returns the part of a Spec that all trainings of a file share.
func common(s train.Spec) train.Spec {
	s.Arch, s.Seed = "", 0
	return s
}

// openTrainings opens a file of trainings, makes it if it is not there, and returns
// which are in it. The file is then at its end, which is after the last whole line.
func openTrainings(name string, spec train.Spec, warn io.Writer) (_ *os.File, done map[trainingTask]bool, err error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	done = map[trainingTask]bool{}
	end, err := readTrainings(file, func(n int, l trainingLine) error {
		switch {
		case n == 1 && *l.Spec != common(spec):
			return fmt.Errorf("the trainings are others than the flags ask for: they are %+v", *l.Spec)
		case l.Arch != "":
			done[trainingTask{l.Arch, l.Seed}] = true
		}
		return nil
	}, warn)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := file.Truncate(end); err != nil {
		return nil, nil, err
	}
	if _, err := file.Seek(end, io.SeekStart); err != nil {
		return nil, nil, err
	}
	if end == 0 {
		s := common(spec)
		if err := writeLine(file, trainingLine{Version: 1, Spec: &s}); err != nil {
			return nil, nil, err
		}
	}
	return file, done, nil
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
