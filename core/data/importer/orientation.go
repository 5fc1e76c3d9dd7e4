package importer

import (
	"bytes"
	"encoding/binary"
)

// orientation is how a camera was held: it says how the rows and columns of a picture
// are to be exchanged and mirrored for display, as the Exif tag of that name does.
type orientation uint8

// upright is the orientation of a picture that says nothing of it.
const upright orientation = 1

// orientationOf returns the orientation that a JPEG file notes in its Exif segment;
// what it cannot read is upright.
func orientationOf(content []byte) orientation {
	const start, exif, scan, end = 0xd8, 0xe1, 0xda, 0xd9
	for at := 0; at+4 <= len(content) && content[at] == 0xff; {
		marker := content[at+1]
		switch {
		case marker == 0xff: // fills up
			at++
			continue
		case marker == start || marker == 0x01:
			at += 2
			continue
		case marker == scan || marker == end:
			return upright
		}
		size := int(binary.BigEndian.Uint16(content[at+2:]))
		if size < 2 || at+2+size > len(content) {
			return upright
		}
		segment := content[at+4 : at+2+size]
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && marker == exif {
			return orientationIn(tiff)
		}
		at += 2 + size
	}
	return upright
}

// orientationIn reads the tag from the first directory of a TIFF structure.
func orientationIn(tiff []byte) orientation {
	const tag, short, entry = 0x0112, 3, 12
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		order = binary.BigEndian
	default:
		return upright
	}
	if len(tiff) < 8 {
		return upright
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return upright
	}
	directory := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(directory) < entry {
			return upright
		}
		if order.Uint16(directory) == tag && order.Uint16(directory[2:]) == short {
			if v := order.Uint16(directory[8:]); v >= 1 && v <= 8 {
				return orientation(v)
			}
			return upright
		}
		directory = directory[entry:]
	}
	return upright
}

// mirrors reports whether the columns and the rows of the stored picture are mirrored.
func (o orientation) mirrors() (columns, rows bool) {
	return o == 2 || o == 3 || o == 7 || o == 8, o == 3 || o == 4 || o == 6 || o == 7
}

// turns reports whether rows become columns.
func (o orientation) turns() bool { return o >= 5 }

// applied returns a square picture, channels first, as it is to be displayed.
func (o orientation) applied(pixels []byte, edge int) []byte {
	if o == upright {
		return pixels
	}
	columns, rows := o.mirrors()
	out := make([]byte, 0, len(pixels))
	for plane := 0; plane < len(pixels); plane += edge * edge {
		for y := range edge {
			for x := range edge {
				column, row := x, y
				if o.turns() {
					column, row = y, x
				}
				if columns {
					column = edge - 1 - column
				}
				if rows {
					row = edge - 1 - row
				}
				out = append(out, pixels[plane+row*edge+column])
			}
		}
	}
	return out
}
