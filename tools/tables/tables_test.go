package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"protocell/core/space/spaces"
	"protocell/core/table"
)

// repo is a repository for tests.
var repo = repository{name: "owner/repo", commit: "c0ffee", title: "Some accuracies", licence: "MIT"}

// two are two files and their contents, by place.
func two() ([]output, map[string]string) {
	acc := "code,acc\n000000,10\n333333,93\n"
	nwot := "code,nwot,snip\n333333,1.23456,2\n111111,2,3\n"
	describe := func(path, content string) file {
		sum := sha256.Sum256([]byte(content))
		return file{repository: repo, path: path, bytes: int64(len(content)), sha256: hex.EncodeToString(sum[:])}
	}
	a, b := describe("data/cifar10.csv", acc), describe("nwot_cifar100.csv", nwot)
	b.digits = 3
	return []output{{"nb201", "Both", "nb201", []file{a, b}}}, map[string]string{a.place(): acc, b.place(): nwot}
}

// server serves contents by place, as the public server does: with ranges.
type server struct {
	contents map[string]string
	requests []string // with their ranges
	// cut is how many bytes an answer has before the connection breaks, if there are any.
	cut []int
	// status is what a place is answered with, if not its content.
	status map[string]int
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	place := strings.TrimPrefix(r.URL.Path, "/")
	s.requests = append(s.requests, place+" "+r.Header.Get("Range"))
	content, ok := s.contents[place]
	if code := s.status[place]; code != 0 || !ok {
		w.WriteHeader(max(code, http.StatusNotFound))
		return
	}
	if from, ok := strings.CutPrefix(r.Header.Get("Range"), "bytes="); ok {
		n, err := strconv.Atoi(strings.TrimSuffix(from, "-"))
		if err != nil || n > len(content) {
			w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			return
		}
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", n, len(content)-1, len(content)))
		content = content[n:]
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		w.WriteHeader(http.StatusPartialContent)
	} else {
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	}
	if len(s.cut) > 0 {
		content, s.cut = content[:min(s.cut[0], len(content))], s.cut[1:]
	}
	// What is not all of Content-Length breaks the connection.
	_, _ = w.Write([]byte(content))
}

// at returns a store that asks a server.
func at(t *testing.T, s *server) *store {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	return &store{dir: t.TempDir(), base: web.URL, client: web.Client()}
}

func read(t *testing.T, name string) *table.Table {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Decode(b, spaces.ByID)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestDownload(t *testing.T) {
	outputs, contents := two()
	s := &server{contents: contents}
	st := at(t, s)
	dir := t.TempDir()
	for n, want := range []string{"downloaded", "it is here"} {
		var w bytes.Buffer
		if err := assemble(t.Context(), &w, dir, st, outputs); err != nil {
			t.Fatal(err)
		}
		if c := strings.Count(w.String(), want); c != 2 || strings.Count(w.String(), "licence: MIT") != 2 || len(s.requests) != 2 {
			t.Errorf("time %d: %d requests, and it says\n%s", n+1, len(s.requests), w.String())
		}
	}
	tab := read(t, filepath.Join(dir, "nb201.table"))
	if tab.Title != "Both" || tab.Len() != 3 || len(tab.Columns) != 3 {
		t.Errorf("%+v", tab)
	}
	if c := tab.Column("cifar100/nwot"); c == nil || c.Values[1] != 1.23 || c.Digits != 3 {
		t.Errorf("%+v", c)
	}
	f := outputs[0].files[1]
	want := table.Source{Title: f.title, URL: st.base + "/owner/repo/c0ffee/nwot_cifar100.csv", SHA256: f.sha256, Licence: "MIT"}
	if got := tab.Sources[1]; got.Title != want.Title || got.URL != want.URL || got.SHA256 != want.SHA256 || got.Licence != want.Licence {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestResume(t *testing.T) {
	outputs, contents := two()
	first := outputs[0].files[0].place()
	s := &server{contents: contents, cut: []int{5, 7}}
	st := at(t, s)
	var w bytes.Buffer
	if err := assemble(t.Context(), &w, t.TempDir(), st, outputs); err != nil {
		t.Fatal(err)
	}
	want := []string{first + " ", first + " bytes=5-", first + " bytes=12-", outputs[0].files[1].place() + " "}
	if fmt.Sprint(s.requests) != fmt.Sprint(want) {
		t.Errorf("requests %q, want %q", s.requests, want)
	}
	// Given up in one run, it goes on in the next.
	s = &server{contents: contents, cut: []int{1, 1, 1}}
	st = at(t, s)
	if err := assemble(t.Context(), &w, t.TempDir(), st, outputs); err == nil || !strings.Contains(err.Error(), "1 of 2 files could not be got:\n  "+first+": after 3 of ") {
		t.Errorf("got %v", err)
	}
	if err := assemble(t.Context(), &w, t.TempDir(), st, outputs); err != nil {
		t.Error(err)
	}
	if last := s.requests[len(s.requests)-1]; last != first+" bytes=3-" {
		t.Errorf("the last request is %s", last)
	}
}

func TestLost(t *testing.T) {
	outputs, contents := two()
	first, second := outputs[0].files[0].place(), outputs[0].files[1].place()
	for _, c := range []struct {
		name     string
		spoil    func(*server)
		requests int
		want     string
	}{
		{"gone", func(s *server) { s.status = map[string]int{second: http.StatusNotFound} }, 2, second + ": the server says 404 Not Found"},
		{"broken", func(s *server) { s.status = map[string]int{second: http.StatusBadGateway} }, 4, second + ": the server says 502 Bad Gateway"},
		{"other", func(s *server) {
			s.contents = map[string]string{first: contents[first], second: strings.Repeat("x", len(contents[second]))}
		}, 4, second + ": what came is not the file: its SHA-256 is "},
		{"longer", func(s *server) {
			s.contents = map[string]string{first: contents[first], second: contents[second] + "x"}
		}, 4,
			second + fmt.Sprintf(": what came is not the file: %d bytes, not %d", len(contents[second])+1, len(contents[second]))},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &server{contents: contents}
			c.spoil(s)
			dir := t.TempDir()
			err := assemble(t.Context(), &bytes.Buffer{}, dir, at(t, s), outputs)
			if err == nil || !strings.HasPrefix(err.Error(), "1 of 2 files could not be got:\n  "+c.want) || len(s.requests) != c.requests {
				t.Errorf("%d requests, and %v; want %d, and %s", len(s.requests), err, c.requests, c.want)
			}
			// The table has the rest.
			if tab := read(t, filepath.Join(dir, "nb201.table")); tab.Len() != 2 || len(tab.Columns) != 1 {
				t.Errorf("%+v", tab)
			}
		})
	}
}

func TestMirror(t *testing.T) {
	outputs, contents := two()
	mirror := t.TempDir()
	first := outputs[0].files[0].place()
	name := filepath.Join(mirror, filepath.FromSlash(first))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(contents[first]), 0o644); err != nil {
		t.Fatal(err)
	}
	var w bytes.Buffer
	s := &server{contents: contents}
	st := at(t, s)
	st.mirror = mirror
	err := assemble(t.Context(), &w, t.TempDir(), st, outputs)
	if err == nil || !strings.Contains(err.Error(), outputs[0].files[1].place()+": open ") || len(s.requests) != 0 {
		t.Errorf("%d requests, and %v", len(s.requests), err)
	}
	if !strings.Contains(w.String(), "copied from the mirror") {
		t.Errorf("it says\n%s", w.String())
	}
}

func TestInterrupted(t *testing.T) {
	outputs, contents := two()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if err := assemble(ctx, &bytes.Buffer{}, dir, at(t, &server{contents: contents}), outputs); err == nil {
		t.Error("it goes on")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("it leaves %q", left)
	}
}

// TestPublicTables makes all tables of the mirror of the public files.
func TestPublicTables(t *testing.T) {
	mirror := os.Getenv("PROTOCELL_MIRROR")
	if mirror == "" {
		mirror = filepath.Join("..", "..", "..", "shared", "mirror")
	}
	if _, err := os.Stat(mirror); err != nil {
		t.Skip("no mirror of public files: " + err.Error())
	}
	dir := t.TempDir()
	st := &store{dir: filepath.Join(dir, "files"), base: rawFiles, mirror: mirror}
	if err := assemble(t.Context(), &bytes.Buffer{}, dir, st, outputs); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		name, space         string
		rows, columns, most int
	}{
		{"nb201", "nb201", 15625, 74, 2_800_000},
		{"nb301", "darts", 725, 13, 61_000},
		{"tnb101_micro", "tnb101_micro", 711, 78, 285_000},
		{"tnb101_micro_scene", "tnb101_micro", 2128, 16, 172_000},
	} {
		name := filepath.Join(dir, want.name+".table")
		tab := read(t, name)
		if tab.Space != want.space || tab.Len() != want.rows || len(tab.Columns) != want.columns {
			t.Errorf("%s: %d rows and %d columns of %s, want %d and %d of %s", want.name, tab.Len(), len(tab.Columns), tab.Space, want.rows, want.columns, want.space)
		}
		if i, err := os.Stat(name); err != nil || i.Size() > int64(want.most) {
			t.Errorf("%s: %d bytes, more than %d; %v", want.name, i.Size(), want.most, err)
		}
	}
}
