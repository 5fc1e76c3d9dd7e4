package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// installPackages installs the pinned front-end packages.
func (b *builder) installPackages(ctx context.Context) error {
	return InstallPackages(ctx, filepath.Join(b.Root, "assets"), b.Log)
}

// InstallPackages installs the npm packages that the lock file in a folder pins,
// unless they are there. It writes one line to log where it has work to do.
func InstallPackages(ctx context.Context, dir string, log io.Writer) error {
	want, err := digest(filepath.Join(dir, "package.json"), filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return err
	}
	stamp := filepath.Join(dir, "node_modules", ".protocell")
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return errors.New("npm is not on the PATH: install Node.js 20 or later with npm")
	}
	fmt.Fprintf(log, "npm ci (%s)\n", filepath.Base(dir))
	cmd := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund")
	cmd.Dir = dir
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci in %s: %w\n%s", filepath.Base(dir), err, bytes.TrimSpace(msg))
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
}

// digest returns the SHA-256 of files, one after the other, in hexadecimal.
func digest(names ...string) (string, error) {
	h := sha256.New()
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d\n", len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
