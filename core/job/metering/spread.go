package metering

// SpreadInput asks for a prediction of every architecture of the space.
type SpreadInput struct {
	Question
	Predictor string `json:"predictor"` // id
	Most      int    `json:"most"`      // of a larger space, so many are drawn
}

// SpreadOutput has them: why FLOPs are not latency.
type SpreadOutput struct {
	Count     int     `json:"count"`
	Size      int64   `json:"size"`            // of the space
	Codes     string  `json:"codes,omitempty"` // a line each, if they were drawn; else they are all, in the space's order
	Predicted string  `json:"predicted"`       // base64 of float32, little-endian, in the unit of Question
	MACs      string  `json:"macs"`            // the same, in millions for one image
	Spearman  float64 `json:"spearman"`        // of MACs and predictions
	Defined   bool    `json:"defined"`
	Millis    float64 `json:"millis"` // that the predictions took
	// Alike are those MACs that most architectures have, with what is predicted of them.
	Alike []Alike `json:"alike"`
}

// Alike is what architectures with the same MACs are predicted.
type Alike struct {
	MACs  float64 `json:"macs"` // millions
	Count int     `json:"count"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}
