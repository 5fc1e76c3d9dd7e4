package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestTableIsUpToDate(t *testing.T) {
	root := filepath.Join("..", "..")
	packages := filepath.Join(root, "assets", "node_modules")
	if _, err := os.Stat(filepath.Join(packages, "temml")); err != nil {
		t.Skip("Temml is not installed: run npm ci in assets")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node to run Temml with")
	}
	want, err := Generate(packages)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "app", "formula", "table.go"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("app/formula/table.go is not what tools/formulas makes; run go generate ./app/formula")
	}
}
