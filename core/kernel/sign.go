package kernel

import (
	"math/bits"
	"unsafe"
)

// Whether a number is positive is random to a processor's branch predictor, and
// so the loops that depend on it work on the bits of the numbers instead, which
// they see as unsigned integers.

const (
	sign32, inf32 = 1 << 31, 0x7F800000
	sign64, inf64 = 1 << 63, 0x7FF0000000000000
)

// positive32 is all ones if the float32 with bits u is greater than 0, else 0.
func positive32(u uint32) uint32 { return -uint32((uint64(u-1) - inf32) >> 63) }

// positive64 is all ones if the float64 with bits u is greater than 0, else 0.
func positive64(u uint64) uint64 {
	_, borrow := bits.Sub64(u-1, inf64, 0)
	return -borrow
}

// bits32 and bits64 are the numbers of x as bits; one of them is empty, according
// to the type.
func bits32[T Float](x []T) []uint32 {
	if unsafe.Sizeof(T(0)) != 4 {
		return nil
	}
	return unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

func bits64[T Float](x []T) []uint64 {
	if unsafe.Sizeof(T(0)) != 8 {
		return nil
	}
	return unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

// relu writes y = x, but +0 where x <= 0.
func relu[T Float](y, x []T) {
	y = y[:len(x)]
	y32 := bits32(y)
	for i, u := range bits32(x) {
		// Numbers up to 0 have the sign, and no more bits than infinity.
		y32[i] = u &^ -uint32((uint64(u-sign32)-(inf32+1))>>63)
	}
	y64 := bits64(y)
	for i, u := range bits64(x) {
		_, borrow := bits.Sub64(u-sign64, inf64+1, 0)
		y64[i] = u &^ -borrow
	}
}

// addWhere adds dy to dx where x > 0. Elsewhere it adds -0, which changes nothing.
func addWhere[T Float](dx, dy, x []T) {
	dx, dy = dx[:len(x)], dy[:len(x)]
	for i, u := range bits32(x) {
		m, d := positive32(u), *(*uint32)(unsafe.Pointer(&dy[i]))
		d = d&m | sign32&^m
		dx[i] += *(*T)(unsafe.Pointer(&d))
	}
	for i, u := range bits64(x) {
		m, d := positive64(u), *(*uint64)(unsafe.Pointer(&dy[i]))
		d = d&m | sign64&^m
		dx[i] += *(*T)(unsafe.Pointer(&d))
	}
}

// codes packs whether up to 64 numbers are greater than 0 into bits.
func codes[T Float](x []T) uint64 {
	var word uint64
	for i, u := range bits32(x) {
		word |= uint64(positive32(u)&1) << i
	}
	for i, u := range bits64(x) {
		word |= positive64(u) & 1 << i
	}
	return word
}
