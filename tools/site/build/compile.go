package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// compilePrograms compiles all programs.
func (b *builder) compilePrograms(ctx context.Context) error {
	for _, p := range programs {
		if err := b.compile(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// compile compiles wasm/NAME and adds it as NAME.wasm.
func (b *builder) compile(ctx context.Context, p program) error {
	name := p.name
	out := filepath.Join(b.cache, name+".wasm")
	b.logf("go build ./wasm/%s", name)
	args := []string{"build", "-modfile=" + b.modfile, "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out}
	if p.inlined != nil {
		flags, err := b.withoutInlining(ctx, p)
		if err != nil {
			return err
		}
		args = append(args, flags...)
	}
	if msg, err := b.goForPage(ctx, append(args, "./wasm/"+name)...).CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./wasm/%s: %w\n%s", name, err, bytes.TrimSpace(msg))
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	b.add(name+".wasm", data)
	return nil
}

// goForPage is a command of the Go toolchain that compiles for the browser.
func (b *builder) goForPage(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = b.Root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=", "GOWASM=")
	return cmd
}

// withoutInlining returns flags by which functions of a program are inlined only in its
// packages for that.
func (b *builder) withoutInlining(ctx context.Context, p program) ([]string, error) {
	out, err := b.goForPage(ctx, "list", "-modfile="+b.modfile, "-deps", "./wasm/"+p.name).Output()
	if err != nil {
		return nil, fmt.Errorf("go list ./wasm/%s: %w", p.name, err)
	}
	var flags []string
	for _, pkg := range strings.Fields(string(out)) {
		if !slices.ContainsFunc(p.inlined, func(in string) bool { return pkg == in || strings.HasPrefix(pkg, in+"/") }) {
			flags = append(flags, "-gcflags="+pkg+"=-l")
		}
	}
	return flags, nil
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
