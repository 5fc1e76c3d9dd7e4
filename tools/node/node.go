// Package node runs Go programs compiled to WebAssembly in Node, with the SIMD kernels
// supplied as the worker's host supplies them.
package node

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"protocell/core/kernel/simd"
)

// NoSIMD is the environment variable that, if set, makes the host say that it has no
// SIMD.
const NoSIMD = "PROTOCELL_NO_SIMD"

//go:embed run.js
var script string

// Runner runs WebAssembly programs.
type Runner struct{ support, kernels string }

// New returns a Runner, or an error that says what is missing. Close it after use.
func New() (*Runner, error) {
	if _, err := exec.LookPath("node"); err != nil {
		return nil, errors.New("needs Node (https://nodejs.org) to run WebAssembly outside a browser; it is not on the PATH")
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("finding wasm_exec.js of %s: %w", runtime.Version(), err)
	}
	kernels, err := os.CreateTemp("", "kernels-*.wasm")
	if err != nil {
		return nil, err
	}
	r := &Runner{filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"), kernels.Name()}
	_, err = kernels.Write(simd.Module)
	if err := errors.Join(err, kernels.Close()); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// Close removes the Runner's temporary file.
func (r *Runner) Close() error { return os.Remove(r.kernels) }

// Command returns the command that runs a program with arguments. The stack is as
// large as Go's own runner makes it.
func (r *Runner) Command(ctx context.Context, program string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "node", append([]string{"--stack-size=8192", "-e", script, "--", r.support, r.kernels, program}, args...)...)
}
