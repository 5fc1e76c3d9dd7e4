package importer

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// exif returns the Exif segment of a JPEG file that notes an orientation.
func exif(order binary.AppendByteOrder, mark string, value uint16) []byte {
	tiff := append([]byte(mark), order.AppendUint32(nil, 8)...)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x0100, 640}, {0x0112, value}} {
		tiff = order.AppendUint16(tiff, entry[0])
		tiff = order.AppendUint16(tiff, 3)
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, entry[1])
		tiff = order.AppendUint16(tiff, 0)
	}
	tiff = order.AppendUint32(tiff, 0)
	body := append([]byte("Exif\x00\x00"), tiff...)
	return append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2)), body...)
}

// photograph returns a JPEG file of a picture, with segments after its first two bytes.
func photograph(t testing.TB, m image.Image, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	content := append([]byte(nil), b.Bytes()[:2]...)
	return append(append(content, bytes.Join(segments, nil)...), b.Bytes()[2:]...)
}

// TestOrientation stores a wide scene with a colour in each quarter as a camera does that
// is held in each of the eight ways: it is read as it was seen.
func TestOrientation(t *testing.T) {
	const w, h, edge = 64, 48, 8
	colours := [2][2]color.RGBA{{{200, 40, 40, 255}, {40, 200, 40, 255}}, {{40, 40, 200, 255}, {220, 220, 40, 255}}}
	seen := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			seen.Set(x, y, colours[2*y/h][2*x/w])
		}
	}
	want, err := Decode(photograph(t, seen), edge)
	if err != nil {
		t.Fatal(err)
	}
	// Where the pixel (x, y) of the scene is in the stored picture.
	stored := map[uint16]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, w - 1 - x },
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y int) (int, int) { return h - 1 - y, x },
	}
	for o, at := range stored {
		size := image.Rect(0, 0, w, h)
		if o >= 5 {
			size = image.Rect(0, 0, h, w)
		}
		m := image.NewRGBA(size)
		for y := range h {
			for x := range w {
				i, j := at(x, y)
				m.Set(i, j, seen.At(x, y))
			}
		}
		comment := []byte{0xff, 0xfe, 0, 4, 'h', 'i'}
		for name, content := range map[string][]byte{
			"little-endian": photograph(t, m, comment, exif(binary.LittleEndian, "II*\x00", o)),
			"big-endian":    photograph(t, m, exif(binary.BigEndian, "MM\x00*", o)),
		} {
			got, err := Decode(content, edge)
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if d := int(got[i]) - int(want[i]); d < -12 || d > 12 {
					t.Errorf("orientation %d, %s: value %d is %d, want about %d", o, name, i, got[i], want[i])
					break
				}
			}
		}
	}
}

// TestOrientationOfTheMiddle: of a picture two columns wider than high the middle is the
// same whichever way it is stored.
func TestOrientationOfTheMiddle(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 3, 2))
	for x := range 3 {
		for y := range 2 {
			m.SetRGBA(x, y, color.RGBA{uint8(80 * x), uint8(80 * x), uint8(80 * x), 255})
		}
	}
	got, err := square(m, 2, 2)
	if err != nil || got[0] != 160 || got[1] != 80 {
		t.Errorf("mirrored, the middle is %v, %v; want that of 160, 80, 0", got, err)
	}
}

// FuzzOrientation reads the orientation of anything.
func FuzzOrientation(f *testing.F) {
	whole := append([]byte{0xff, 0xd8}, exif(binary.LittleEndian, "II*\x00", 6)...)
	f.Add(whole)
	f.Add(whole[:len(whole)-20])
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x08Exif\x00\x00"))
	f.Add([]byte("\xff\xd8\xff\xff\xff\x01\xff\xda"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if o := orientationOf(content); o < 1 || o > 8 {
			t.Errorf("the orientation is %d", o)
		}
	})
}
