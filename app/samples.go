package app

import (
	"encoding/base64"
	"fmt"

	"protocell/app/state"

	ui "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// samples shows images of the batch.
func (p *page) samples() ui.UI {
	out := p.state.Preview.Output
	var images []ui.UI
	if out != nil {
		for i, label := range out.Labels {
			words := "Image of class " + label
			if label == "" {
				words = fmt.Sprintf("Image %d", i+1)
			}
			images = append(images, ui.Li().Body(
				ui.Canvas().ID(fmt.Sprintf("sample-%d", i)).Attr("role", "img").Aria("label", words),
				ui.Span().Text(label),
			))
		}
		if p.sampled != out {
			p.sampled = out
			p.loop.After(func() {
				for i, text := range out.Images {
					rgb, err := base64.StdEncoding.DecodeString(text)
					if err == nil && len(rgb) == 3*out.Width*out.Height {
						p.browser.Paint(fmt.Sprintf("sample-%d", i), out.Width, out.Height, rgb)
					}
				}
			})
		}
	}
	spec := p.state.Spec
	words := fmt.Sprintf("The %d images that the network is scored on, drawn from seed %d.", spec.Batch, spec.Seed)
	if spec.Batch > state.PreviewCount {
		words = "The first of t" + words[1:]
	}
	return panel("samples", "Images", nil,
		ui.P().Class("muted").Text(words),
		ui.Ul().Class("samples").TabIndex(0).Aria("label", "Images of the batch").DataSet("testid", "samples").Body(images...),
	)
}
