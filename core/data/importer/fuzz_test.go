package importer

import (
	"bytes"
	"hash/crc32"
	"testing"
)

// crc is the checksum of a PNG chunk.
func crc(b []byte) uint32 { return crc32.ChecksumIEEE(b) }

// fuzzImport imports any content under a name: it gives an error that says
// something, or a set that is read back as itself.
func fuzzImport(f *testing.F, name string) {
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<16 {
			return
		}
		s, err := Import([]File{file(name, content)}, Options{Edge: 4})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		var b bytes.Buffer
		if _, err := s.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		again, err := Import([]File{file("x.set", b.Bytes())}, Options{})
		if err != nil || again.ID != s.ID {
			t.Fatalf("%+v is read back as %+v, %v", s.Header, again, err)
		}
	})
}

func FuzzPicture(f *testing.F) {
	f.Add(pngOf(f, 5, 4, red))
	f.Add([]byte(jpegStart))
	f.Add([]byte("RIFF\x10\x00\x00\x00WEBPVP8L\x00\x00\x00\x00"))
	fuzzImport(f, "x.png")
}

func FuzzCIFAR(f *testing.F) {
	f.Add(cifarFile(1, 2, 10))
	f.Add(cifarFile(2, 1, 100))
	fuzzImport(f, "x.bin")
}

func FuzzIDX(f *testing.F) {
	f.Add(idxFile([]int{2, 2, 2}, []byte("12345678")))
	f.Add(gzipOf(f, idxFile([]int{1, 1, 1}, []byte("1"))))
	fuzzImport(f, "x-idx3-ubyte")
}

func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, "a/x.png", string(pngOf(f, 4, 4, red)), "b/x.png", string(pngOf(f, 4, 4, blue))))
	f.Add(zipOf(f))
	fuzzImport(f, "x.zip")
}

func FuzzTar(f *testing.F) {
	f.Add(gzipOf(f, make([]byte, 1024)))
	fuzzImport(f, "x.tar.gz")
}

func FuzzStored(f *testing.F) {
	s, err := Import([]File{file("x.png", pngOf(f, 4, 4, red))}, Options{Edge: 4})
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := s.WriteTo(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	fuzzImport(f, "x.set")
}
