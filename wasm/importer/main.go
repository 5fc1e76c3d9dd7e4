//go:build js && wasm

// Command importer is the program that makes an image set of the visitor's files.
// It runs once, in a worker of its own, and tells its host, assets/importer.js, what
// it does in the JSON texts of package app/state.
package main

import (
	"encoding/json"

	"protocell/core/data/importer"
)

// message is what the importer tells: see state.ImportMessage.
type message struct {
	Event    string             `json:"event"` // "progress", "done" or "failed"
	Fraction float64            `json:"fraction,omitempty"`
	Images   int                `json:"images,omitempty"`
	ID       string             `json:"id,omitempty"`
	Skipped  []importer.Skipped `json:"skipped,omitempty"` // the first few
	Left     int                `json:"left,omitempty"`    // how many files were skipped
	Error    string             `json:"error,omitempty"`
}

// named is how many of the files that were skipped are named.
const named = 8

func main() {
	h, err := newHost()
	if err != nil {
		panic(err) // the script of the worker reports it to the page
	}
	set, err := run(h)
	if err != nil {
		h.tell("fail", message{Event: "failed", Error: err.Error()})
		return
	}
	h.keep(set.ID, encode(message{
		Event: "done", ID: set.ID, Images: set.Header.Count,
		Skipped: set.Skipped[:min(named, len(set.Skipped))], Left: len(set.Skipped),
	}))
}

// run makes the set and writes it to the host.
func run(h *host) (*importer.Set, error) {
	files, err := h.files()
	if err != nil {
		return nil, err
	}
	set, err := importer.Import(files, importer.Options{Edge: h.edge, Progress: func(p importer.Progress) error {
		h.images = p.Images
		h.progress()
		return nil
	}})
	if err != nil {
		return nil, err
	}
	_, err = set.WriteTo(h)
	return set, err
}

func encode(m message) string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // numbers and strings only
	}
	return string(text)
}
