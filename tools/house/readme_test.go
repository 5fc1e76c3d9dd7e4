//go:build unix

package house

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// byMake are the commands of the README that `make test`, and so every run of the
// continuous integration, has run when it has passed.
var byMake = map[string]bool{"make test": true, "make public": true}

// quick is what is run in the place of a command that takes minutes: the same, for
// less of it.
var quick = map[string]string{"make bench": "make bench BENCH='-rounds 1 -sample 1 -run 1x16@32'"}

// TestReadme runs the commands of the README, so that it stays true.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```sh\n(.*?)^```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) == 0 {
		t.Fatal("no commands found in the README")
	}
	for _, block := range blocks {
		for _, command := range strings.Split(strings.TrimSpace(block[1]), "\n") {
			command, _, _ = strings.Cut(command, " #")
			command = strings.TrimSpace(command)
			t.Run(command, func(t *testing.T) { testCommand(t, command) })
		}
	}
}

func testCommand(t *testing.T, command string) {
	switch {
	case byMake[command]:
		makefile, err := os.ReadFile(filepath.Join(root(t), "Makefile"))
		if err != nil {
			t.Fatal(err)
		}
		if target := strings.TrimPrefix(command, "make "); !regexp.MustCompile(`(?m)^(test:.*\b` + target + `\b|` + target + `: )`).Match(makefile) {
			t.Errorf("the Makefile's test does not run %q", command)
		}
	case command == "make run" || strings.HasPrefix(command, "go run . ") || command == "go run .":
		testServing(t, command)
	default:
		if short := quick[command]; short != "" {
			command = short
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, "sh", "-c", command)
		cmd.Dir = root(t)
		var problems strings.Builder
		cmd.Stderr = &problems
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, problems.String())
		}
		if len(out) == 0 {
			t.Error("it says nothing")
		}
	}
}

// testServing runs a command that serves the page on a port of its choice, asks it
// for the page and interrupts it.
func testServing(t *testing.T, command string) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", "exec "+command)
	cmd.Dir = root(t)
	cmd.Env = append(os.Environ(), "PROTOCELL_ADDR=127.0.0.1:0")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		// As Ctrl-C does: the whole group is interrupted, and all but the server
		// say so by their status.
		if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
			t.Error(err)
		}
		var status *exec.ExitError
		if err := cmd.Wait(); err != nil && !errors.As(err, &status) {
			t.Error(err)
		}
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		url := regexp.MustCompile(`http://\S+`).FindString(lines.Text())
		if url == "" {
			continue
		}
		r, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		page, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK || !strings.Contains(string(page), "<title>Protocell") {
			t.Errorf("%s: %s, %v", url, r.Status, err)
		}
		return
	}
	t.Errorf("it does not say where it serves; it says:\n%s", problems.String())
}
