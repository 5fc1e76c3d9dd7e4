// Package reference has a profile to look at before anything is measured: of a server's
// processor, by
//
//	go run ./tools/protocell measure -networks 40 -test 20
package reference

import (
	_ "embed"

	"protocell/core/latency"
	"protocell/core/space/spaces"
)

//go:embed profile.json
var file []byte

// Profile returns it. The error says that the file is damaged.
func Profile() (*latency.Profile, error) { return latency.Decode(file, spaces.ByID) }
