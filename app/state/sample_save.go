package state

import (
	"encoding/json"
	"strconv"
	"strings"

	"protocell/core/proxy"
	"protocell/core/sample"
)

// savedSample is the JSON form of a sample.
type savedSample struct {
	Format   string           `json:"format"`
	Version  int              `json:"version"`
	Plan     sample.Plan      `json:"plan"`
	Settings []sample.Setting `json:"settings"`
	Rows     []savedRow       `json:"rows"`
}

type savedRow struct {
	Arch    string                 `json:"arch"`
	Setting string                 `json:"setting"`
	Scores  map[string]proxy.Score `json:"scores"`
}

// SaveSample offers what has been scored, whether or not the sample is finished.
func (a SaveSample) reduce(s State, _ float64) (State, []Effect) {
	r := s.Sample.Run
	if r == nil {
		return s, nil
	}
	if a.Format == "csv" {
		return s, []Effect{SaveFile{Name: "protocell-sample.csv", Text: r.csv()}}
	}
	text, err := json.MarshalIndent(savedSample{"protocell-sample", 1, r.Plan, r.Settings, r.rows()}, "", " ")
	if err != nil {
		return s.notify(Notice{Topic: "sample", Kind: Fault, Text: "The sample could not be written: " + err.Error() + "."}), nil
	}
	return s, []Effect{SaveFile{Name: "protocell-sample.json", Text: string(text)}}
}

// each calls f with every row that has scores.
func (r *SampleRun) each(f func(setting, row int, scores []proxy.Score)) {
	for task, state := range r.state {
		if state != scored {
			continue
		}
		setting, row := task/len(r.Archs), task%len(r.Archs)
		var list []proxy.Score
		for _, c := range r.Table.Columns[setting] {
			v, _ := c.At(row)
			list = append(list, v)
		}
		f(setting, row, list)
	}
}

func (r *SampleRun) rows() (list []savedRow) {
	r.each(func(setting, row int, scores []proxy.Score) {
		saved := savedRow{r.Space.Print(r.Archs[row]), r.Settings[setting].Name, map[string]proxy.Score{}}
		for i, id := range r.Table.Proxies {
			saved.Scores[id] = scores[i]
		}
		list = append(list, saved)
	})
	return list
}

// csv writes a line for each architecture and setting; of each proxy the value, which
// is empty if it is not a number, and the status.
func (r *SampleRun) csv() string {
	var b strings.Builder
	b.WriteString("arch,setting")
	for _, id := range r.Table.Proxies {
		b.WriteString("," + id + "," + id + "_status")
	}
	b.WriteByte('\n')
	r.each(func(setting, row int, scores []proxy.Score) {
		b.WriteString(r.Space.Print(r.Archs[row]) + `,"` + r.Settings[setting].Name + `"`)
		for _, v := range scores {
			b.WriteByte(',')
			if v.Status == proxy.OK || v.Status == proxy.Disconnected {
				b.WriteString(strconv.FormatFloat(float64(v.Value), 'g', -1, 64))
			}
			b.WriteString("," + string(v.Status))
		}
		b.WriteByte('\n')
	})
	return b.String()
}
