// Wasmtest runs Go tests compiled to WebAssembly, in Node, with the SIMD kernels
// supplied as the worker's host supplies them:
//
//	go run ./tools/wasmtest [-nosimd] [arguments of go test]
//
// It takes the arguments of go test. With -nosimd the host says that it has no
// SIMD. Go runs this same program for each test binary, as go test -exec.
package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"protocell/core/kernel/simd"
)

// NoSIMD is the environment variable that tells the tests, and the second run of
// this program, that the host has no SIMD.
const noSIMD = "PROTOCELL_NO_SIMD"

//go:embed run.js
var script string

func main() {
	var err error
	if args := os.Args[1:]; len(args) > 1 && args[0] == "exec" {
		err = runBinary(args[1:])
	} else {
		err = runTests(args)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		os.Exit(exit.ExitCode())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "wasmtest:", err)
		os.Exit(1)
	}
}

// runTests runs go test for js/wasm.
func runTests(args []string) error {
	env := append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if len(args) > 0 && args[0] == "-nosimd" {
		env, args = append(env, noSIMD+"=1"), args[1:]
	}
	if _, err := exec.LookPath("node"); err != nil {
		return errors.New("needs Node (https://nodejs.org) to run WebAssembly outside a browser; it is not on the PATH")
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command("go", append([]string{"test", "-exec", strconv.Quote(self) + " exec"}, args...)...)
	cmd.Env = env
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// runBinary runs a test binary, args[0], in Node.
func runBinary(args []string) error {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("finding wasm_exec.js of %s: %w", runtime.Version(), err)
	}
	kernels, err := os.CreateTemp("", "kernels-*.wasm")
	if err != nil {
		return err
	}
	defer os.Remove(kernels.Name())
	if _, err := kernels.Write(simd.Module); err != nil {
		return err
	}
	if err := kernels.Close(); err != nil {
		return err
	}
	support := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")
	// The stack is as large as Go's own runner makes it.
	cmd := exec.Command("node", append([]string{"--stack-size=8192", "-e", script, "--", support, kernels.Name()}, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
