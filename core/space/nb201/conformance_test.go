package nb201_test

import (
	"testing"

	"protocell/core/space/nb201"
	"protocell/core/space/spacetest"
)

func TestConformance(t *testing.T) { spacetest.Run(t, nb201.Space{}) }
