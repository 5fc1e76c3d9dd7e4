package mnasnet_test

import (
	"testing"

	"protocell/core/space/mnasnet"
	"protocell/core/space/spacetest"
)

func TestConformance(t *testing.T) { spacetest.Run(t, mnasnet.Space{}) }
