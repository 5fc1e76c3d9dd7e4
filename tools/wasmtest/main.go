// Wasmtest runs Go tests compiled to WebAssembly, in Node, with the SIMD kernels
// supplied as the worker's host supplies them:
//
//	go run ./tools/wasmtest [-nosimd] [arguments of go test]
//
// It takes the arguments of go test. With -nosimd the host says that it has no
// SIMD. Go runs this same program for each test binary, as go test -exec.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	"protocell/tools/node"
)

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
		env, args = append(env, node.NoSIMD+"=1"), args[1:]
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
func runBinary(args []string) (err error) {
	runner, err := node.New()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, runner.Close()) }()
	cmd := runner.Command(context.Background(), args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
