package job

import (
	"encoding/base64"
	"fmt"
)

// maxPreview bounds the images of one Preview job.
const maxPreview = 256

// preview runs a Preview job.
func preview(k *Task, in PreviewInput) (*PreviewOutput, error) {
	if in.Count < 1 || in.Count > maxPreview {
		return nil, fmt.Errorf("%d images; choose 1 to %d", in.Count, maxPreview)
	}
	if _, _, err := in.Spec.Decode(); err != nil {
		return nil, err
	}
	if err := k.Checkpoint(0); err != nil {
		return nil, err
	}
	shape := in.Spec.Skeleton.Input
	images, err := in.Spec.Images().Preview(k.server.options.Source, in.Count)
	if err != nil {
		return nil, err
	}
	out := &PreviewOutput{Width: shape.W, Height: shape.H}
	for _, image := range images {
		out.Images = append(out.Images, base64.StdEncoding.EncodeToString(image.RGB))
		out.Labels = append(out.Labels, image.Class)
	}
	return out, nil
}
