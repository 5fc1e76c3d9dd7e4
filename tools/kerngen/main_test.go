package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/tetratelabs/wazero"
)

// TestFilesAreCurrent compares the committed files with what the generator makes.
func TestFilesAreCurrent(t *testing.T) {
	for path, want := range files() {
		got, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(path)))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator makes; run: go run ./tools/kerngen", path)
		}
	}
}

// TestModuleIsValid has the module checked by a WebAssembly engine.
func TestModuleIsValid(t *testing.T) {
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer r.Close(ctx)
	m, err := r.CompileModule(ctx, generate().module.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(m.ExportedFunctions()); n != 2*len(generate().entries) {
		t.Errorf("%d exported functions, want %d", n, 2*len(generate().entries))
	}
}
