package share

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
)

// encoding is base64url without padding that has one text for each value.
var encoding = base64.RawURLEncoding.Strict()

// Pack compresses text to characters that are safe in a URL.
func Pack(text string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		panic("share: " + err.Error()) // only for an unknown level
	}
	// Writing to memory does not fail.
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return encoding.EncodeToString(b.Bytes())
}

// Unpack undoes Pack, and stops at MaxPlain bytes.
func Unpack(packed string) (string, error) {
	if i := strings.IndexAny(packed, "\r\n"); i >= 0 {
		return "", fmt.Errorf("not base64url at byte %d", i) // the decoder would skip it
	}
	raw, err := encoding.DecodeString(packed)
	if err != nil {
		var at base64.CorruptInputError
		if errors.As(err, &at) {
			return "", fmt.Errorf("not base64url at byte %d", int64(at))
		}
		return "", err
	}
	in := bytes.NewReader(raw)
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(in), MaxPlain+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("not compressed by deflate, or cut short")
	case len(text) > MaxPlain:
		return "", fmt.Errorf("it decompresses to more than %d bytes", MaxPlain)
	case in.Len() > 0:
		return "", fmt.Errorf("%d bytes follow the end of the compressed part", in.Len())
	}
	return string(text), nil
}
