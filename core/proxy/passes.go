package proxy

// Passes holds what the passes over one network found.
type Passes struct{}
