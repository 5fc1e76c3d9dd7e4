package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// glue is the script that connects a Go program to its host, as the toolchain
// that compiles the programs ships it: the two must be of one version.
const glue = "lib/wasm/wasm_exec.js"

// findToolchain finds the Go toolchain.
func (b *builder) findToolchain(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w (is Go on the PATH?)", err)
	}
	b.goroot = strings.TrimSpace(string(out))
	if _, err := os.Stat(filepath.Join(b.goroot, glue)); err != nil {
		return fmt.Errorf("the Go toolchain lacks its WebAssembly support: %w", err)
	}
	return nil
}

// compile compiles wasm/NAME and adds it as NAME.wasm.
func (b *builder) compile(ctx context.Context, name string) error {
	out := filepath.Join(b.cache, name+".wasm")
	b.logf("go build ./wasm/%s", name)
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out, "./wasm/"+name)
	cmd.Dir = b.Root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=", "GOWASM=")
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./wasm/%s: %w\n%s", name, err, bytes.TrimSpace(msg))
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	b.add(name+".wasm", data)
	return nil
}

// addKernels adds the SIMD kernels, which tools/kerngen generates.
func (b *builder) addKernels(context.Context) error {
	data, err := os.ReadFile(filepath.Join(b.Root, "core", "kernel", "simd", "kernels.wasm"))
	if err != nil {
		return err
	}
	b.add("kernels.wasm", data)
	return nil
}
