package build

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/andybalholm/brotli"
)

// A sibling smaller than this would save less than its response's headers.
const compressFrom = 1 << 10

// compressed says which types are worth compressing; the others are so already.
var compressed = map[string]bool{
	".css": true, ".html": true, ".js": true, ".json": true, ".svg": true,
	".table": true, ".txt": true, ".wasm": true,
}

// coding is a content coding of the siblings.
type coding struct {
	ext    string
	level  int
	encode func(data []byte, level int) ([]byte, error)
}

// codings returns the content codings of a build.
func (b *builder) codings() []coding {
	if b.Release {
		return []coding{{".br", brotli.BestCompression, encodeBrotli}, {".gz", gzip.BestCompression, encodeGzip}}
	}
	return []coding{{".br", 4, encodeBrotli}, {".gz", gzip.BestSpeed, encodeGzip}}
}

// compress returns the compressed forms of every file of the site, by path and
// extension, at most one computation for each content ever.
func (b *builder) compress(ctx context.Context) (map[string][]byte, error) {
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		failed error
		forms  = map[string][]byte{}
	)
	for _, f := range b.files {
		if len(f.data) < compressFrom || !compressed[filepath.Ext(f.Path)] {
			continue
		}
		for _, c := range b.codings() {
			wg.Go(func() {
				form, err := b.encode(ctx, f, c)
				mu.Lock()
				defer mu.Unlock()
				if err != nil && failed == nil {
					failed = fmt.Errorf("%s%s: %w", f.Path, c.ext, err)
				}
				forms[f.Path+c.ext] = form
			})
		}
	}
	wg.Wait()
	return forms, failed
}

// encode returns f in a coding, from the cache if it is there.
func (b *builder) encode(ctx context.Context, f File, c coding) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(f.data)
	name := filepath.Join(b.cache, "compressed", fmt.Sprintf("%s.%d%s", hex.EncodeToString(sum[:16]), c.level, c.ext))
	if data, err := os.ReadFile(name); err == nil {
		return data, nil
	}
	data, err := c.encode(f.data, c.level)
	if err != nil {
		return nil, err
	}
	return data, replace(name, data)
}

func encodeBrotli(data []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: level, LGWin: 24})
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func encodeGzip(data []byte, level int) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// replace writes a file whole or not at all.
func replace(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".part-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
