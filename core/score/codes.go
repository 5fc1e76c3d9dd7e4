package score

import (
	"fmt"

	"protocell/core/experiment"
	"protocell/core/proxy"
)

// CodesCoded runs the forward pass of the experiment, a Spec that Coded made, and
// returns its codes, with those of the ReLU that is node node of the network. An
// error says what is wrong with the experiment or the node, or is that of
// o.Checkpoint.
func CodesCoded(spec experiment.Spec, node int, o Options) (*proxy.Codes, error) {
	sp, a, err := spec.Decode()
	if err != nil {
		return nil, err
	}
	o.Matrix, o.watch = true, node
	passes, _, err := plan(spec, sp, a, o, nil)
	if err != nil {
		return nil, err
	}
	if nodes := passes.Graph().Nodes; node < 1 || node >= len(nodes) || !nodes[node].Op.Rectifies() {
		return nil, fmt.Errorf("node %d of the network is no ReLU", node)
	}
	return passes.Codes()
}
