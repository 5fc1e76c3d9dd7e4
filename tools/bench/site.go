package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"protocell/core/kernel/simd"
	"protocell/tools/site/build"
)

// site is the benchmark's page and all that it loads.
type site struct {
	files    map[string][]byte // by path
	packages string            // folder of the npm packages
}

// buildSite installs the packages, compiles the program and bundles the page.
func buildSite(ctx context.Context) (*site, error) {
	root, err := build.Root()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(root, "tools", "bench")
	if err := build.InstallPackages(ctx, dir, os.Stderr); err != nil {
		return nil, err
	}
	program, err := compile(ctx, root)
	if err != nil {
		return nil, err
	}
	script, err := bundle(ctx, dir, "page.js")
	if err != nil {
		return nil, err
	}
	worker, err := bundle(ctx, dir, "worker.js")
	if err != nil {
		return nil, err
	}
	return &site{
		packages: filepath.Join(dir, "node_modules"),
		files: map[string][]byte{
			"/":             []byte("<!doctype html><meta charset=utf-8><title>bench</title><script type=module src=page.js></script>"),
			"/page.js":      script,
			"/worker.js":    worker,
			"/program.wasm": program,
			"/kernels.wasm": simd.Module,
			"/peak.wasm":    peakModule(),
		},
	}, nil
}

// compile compiles the program with our kernels.
func compile(ctx context.Context, root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "protocell-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "program.wasm")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", out, "./tools/bench/program")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if msg, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build ./tools/bench/program: %w\n%s", err, bytes.TrimSpace(msg))
	}
	return os.ReadFile(out)
}

// bundle bundles a script.
func bundle(ctx context.Context, dir, name string) ([]byte, error) {
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(dir, name)},
		Alias:       map[string]string{"wasm_exec": filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js")},
		Bundle:      true,
		Format:      api.FormatESModule,
		Platform:    api.PlatformBrowser,
		Target:      api.ES2022,
		LogLevel:    api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	return result.OutputFiles[0].Contents, nil
}

// ServeHTTP serves the page, isolated so that its clock has its full resolution.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
	w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
	w.Header().Set("Cache-Control", "no-store")
	for prefix, folder := range map[string]string{
		"/tfjs/": "@tensorflow/tfjs-backend-wasm/dist",
		"/ort/":  "onnxruntime-web/dist",
	} {
		if strings.HasPrefix(r.URL.Path, prefix) {
			http.StripPrefix(prefix, http.FileServer(http.Dir(filepath.Join(s.packages, filepath.FromSlash(folder))))).ServeHTTP(w, r)
			return
		}
	}
	data, ok := s.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	switch filepath.Ext(r.URL.Path) {
	case ".js":
		w.Header().Set("Content-Type", "text/javascript")
	case ".wasm":
		w.Header().Set("Content-Type", "application/wasm")
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	w.Write(data)
}
