package export

import (
	"encoding/binary"
	"math"
)

// message is a message of protocol buffers that is being written: fields, each a tag
// and a value.
type message []byte

// The wire types of protocol buffers.
const (
	varint     = 0
	delimited  = 2
	fixedWidth = 5 // 32 bits
)

func (m *message) tag(field, wire int) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|uint64(wire))
}

// number adds an integer that is not negative.
func (m *message) number(field, v int) {
	m.tag(field, varint)
	*m = binary.AppendUvarint(*m, uint64(v))
}

// float adds a float32.
func (m *message) float(field int, v float32) {
	m.tag(field, fixedWidth)
	*m = binary.LittleEndian.AppendUint32(*m, math.Float32bits(v))
}

// text adds a string.
func (m *message) text(field int, s string) {
	m.tag(field, delimited)
	*m = append(binary.AppendUvarint(*m, uint64(len(s))), s...)
}

// message adds a message.
func (m *message) message(field int, v message) {
	m.tag(field, delimited)
	*m = append(binary.AppendUvarint(*m, uint64(len(v))), v...)
}

// floats appends values in little-endian order.
func floats(b []byte, values []float32) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}
