package darts_test

import (
	"testing"

	"protocell/core/space/darts"
	"protocell/core/space/spacetest"
)

func TestConformance(t *testing.T) { spacetest.Run(t, darts.Space{}) }
