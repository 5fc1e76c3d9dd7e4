package state

import (
	"encoding/json"
	"fmt"

	"protocell/core/job"
)

// PreviewCount is the number of images on show, if the batch has as many.
const PreviewCount = 32

// Preview has images of the batch.
type Preview struct {
	key    Key
	Output *job.PreviewOutput // of the batch on show or, until that has come, of the last one
}

// previewKey returns the key of the images on show.
func (s State) previewKey() Key {
	text, err := json.Marshal([]any{s.Spec.Data, s.Spec.Seeds(), s.Spec.Transform, s.Spec.Augment, s.Spec.Skeleton.Input, s.Spec.Skeleton.Classes, min(s.Spec.Batch, PreviewCount)})
	if err != nil {
		panic(err) // numbers and strings only
	}
	return Key(text)
}

// previewJob returns the job that makes the images, unless they are there.
func (s State) previewJob() (Job, bool) {
	key := s.previewKey()
	if s.Preview.Output != nil && s.Preview.key == key {
		return Job{}, false
	}
	spec := s.order(s.Net.Arch, nil)
	id := fmt.Sprintf("preview/%s", key)
	return Job{id: id, purpose: forPreview, key: key, effect: RunJob{
		ID: id, Kind: job.Preview, Input: job.PreviewInput{Spec: spec, Count: min(spec.Batch, PreviewCount)},
	}}, true
}

func (a Previewed) reduce(s State, _ float64) (State, []Effect) {
	s, j, ok := s.ended(a.ID)
	if ok {
		s.Preview = Preview{j.key, a.Output}
	}
	return s, nil
}
