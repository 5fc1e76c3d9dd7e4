package latency

// Fused is whether an engine runs two operators as one: the test of nn-Meter (Zhang et
// al., "nn-Meter: towards accurate latency prediction of deep-learning model inference
// on diverse edge devices", MobiSys 2021).
type Fused struct {
	Name   string   `json:"name"`   // e.g. "conv, batch norm"
	First  Estimate `json:"first"`  // the first operator alone
	Second Estimate `json:"second"` // the second alone
	Both   Estimate `json:"both"`   // one after the other
	// Saved is how much faster both are than the sum, as a share of the faster of the
	// two alone: 1 if that costs nothing in the pair.
	Saved   float64 `json:"saved"`
	Fused   bool    `json:"fused"`             // Saved is more than a half
	Unknown string  `json:"unknown,omitempty"` // why it could not be told
}
