package darts

import (
	"strings"
	"testing"

	"protocell/core/space/spacetest"
)

// v1 is DARTS_V1 as the authors' code has it.
const v1 = `Genotype(normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 0), ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)], reduce_concat=[2, 3, 4, 5])`

func TestParse(t *testing.T) {
	want := (Space{}).Presets()[1].Arch
	normal := v1[strings.Index(v1, "["):strings.Index(v1, ", normal_concat")]
	reduce := v1[strings.Index(v1, "reduce=")+7 : strings.Index(v1, ", reduce_concat")]
	for name, text := range map[string]string{
		"as printed":      v1,
		"named":           "DARTS_V1 = " + v1,
		"in a module":     "gt.DARTS_V1 = genotypes." + v1,
		"range":           strings.ReplaceAll(v1, "[2, 3, 4, 5]", "range(2, 6)"),
		"list of a range": strings.ReplaceAll(v1, "[2, 3, 4, 5]", "list(range(2, 6))"),
		"tuples":          strings.NewReplacer("[", "(", "]", ")").Replace(v1),
		"double quotes":   strings.ReplaceAll(v1, "'", `"`),
		"spread out":      strings.NewReplacer(", ", ",\n\t", "=", " = ", ")]", "),\n]").Replace(v1),
		"no concat":       "Genotype(normal=" + normal + ", reduce=" + reduce + ")",
		"other order":     "Genotype(reduce=" + reduce + ", normal=" + normal + ",)",
		"no names":        "Genotype(" + normal + ", range(2, 6), " + reduce + ", [2, 3, 4, 5])",
		"dictionary":      "{'normal': " + normal + ", 'normal_concat': range(2, 6), 'reduce': " + reduce + "}",
		"JSON":            strings.NewReplacer("(", "[", ")", "]", "'", `"`).Replace(`{"normal": ` + normal + `, "normal_concat": [2,3,4,5], "reduce": ` + reduce + "}"),
		"naslib":          "[[(1, 3), (0, 3), (0, 2), (1, 3), (0, 2), (1, 3), (0, 3), (2, 2)], [(0, 0), (1, 0), (2, 2), (0, 0), (0, 0), (2, 2), (2, 2), (0, 1)]]",
		"naslib tuples":   "(((1,3),(0,3),(0,2),(1,3),(0,2),(1,3),(0,3),(2,2)),((0,0),(1,0),(2,2),(0,0),(0,0),(2,2),(2,2),(0,1)))",
		"pairs":           "13030213021303220010220000222201",
		"quoted":          `"13030213021303220010220000222201"`,
	} {
		if got, err := (Space{}).Parse(text); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
}

// The genotype of the search space's own example reads back as each notation.
func TestPrintAs(t *testing.T) {
	a := mustParse(t, v1)
	for id, want := range map[string]string{
		"genotype": `Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)], normal_concat=[2, 3, 4, 5], reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('max_pool_3x3', 0), ('skip_connect', 2), ('avg_pool_3x3', 0), ('skip_connect', 2)], reduce_concat=[2, 3, 4, 5])`,
		"naslib":   "[[(0, 3), (1, 3), (0, 2), (1, 3), (0, 2), (1, 3), (0, 3), (2, 2)], [(0, 0), (1, 0), (0, 0), (2, 2), (0, 0), (2, 2), (0, 1), (2, 2)]]",
		"pairs":    "03130213021303220010002200220122",
		"code":     "3302302313200102102112",
	} {
		if got, err := (Space{}).PrintAs(a, id); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", id, got, err, want)
		}
	}
	config, err := Space{}.PrintAs(a, "config")
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range []string{ // edges into node 5 are 9 to 13
		"'NetworkSelectorDatasetInfo:darts:edge_normal_0': 'sep_conv_3x3'",
		"'NetworkSelectorDatasetInfo:darts:edge_reduce_9': 'avg_pool_3x3'",
		"'NetworkSelectorDatasetInfo:darts:edge_reduce_11': 'skip_connect'",
		"'NetworkSelectorDatasetInfo:darts:inputs_node_reduce_5': '0_2'",
	} {
		if !strings.Contains(config, item) {
			t.Errorf("%s is not in %s", item, config)
		}
	}
	if got := mustParse(t, strings.ReplaceAll(config, "'", `"`)); got != a {
		t.Errorf("as JSON the configuration reads as %q", got)
	}
	if _, err := (Space{}).PrintAs(a, "nosuch"); err == nil || !strings.Contains(err.Error(), "genotype, naslib, config, pairs, code") {
		t.Errorf("got %v", err)
	}
}

func TestParseErrors(t *testing.T) {
	config, _ := Space{}.PrintAs(Space{}.At(0), "config")
	for _, c := range []struct{ text, want string }{
		{"", "at byte 0: there is no architecture"},
		{"Phenotype()", "at byte 0: expected Genotype("},
		{"X = Phenotype()", "at byte 4: expected Genotype("},
		{"Genotype[", `at byte 8: expected '(' after Genotype, found "["`},
		{"Genotype()", "at byte 9: expected a field of a genotype"},
		{strings.Replace(v1, "skip_connect", "skip-connect", 1), `at byte 65: expected '\'' after skip, found "-"`},
		{strings.Replace(v1, "skip_connect", "skipconnect", 1), `at byte 60: no operation is called "skipconnect"; did you mean skip_connect?`},
		{strings.Replace(v1, "skip_connect", "none", 1), `at byte 60: no operation is called "none"; the cells that DARTS derives have no such edge`},
		{strings.Replace(v1, "('sep_conv_3x3', 0)", "('sep_conv_3x3', 1)", 1), "at byte 38: both edges to node 2 of the normal cell read node 1"},
		{strings.Replace(v1, "('sep_conv_3x3', 0)", "('sep_conv_3x3', 2)", 1), "at byte 38: edge 1 of the normal cell leads to node 2 and reads an earlier node, 0 to 1, and not 2"},
		{strings.Replace(v1, "('sep_conv_3x3', 0), ", "", 1), "at byte 162: expected ',' after edge 6 of the normal cell"},
		{strings.Replace(v1, "[2, 3, 4, 5]", "[3, 4, 5]", 1), "normal_concat is not nodes 2 to 5"},
		{strings.Replace(v1, "[2, 3, 4, 5]", "range(2, 5)", 1), "normal_concat is not nodes 2 to 5"},
		{strings.Replace(v1, "[2, 3, 4, 5]", "[2, 3, 4, 5, 6]", 1), "normal_concat is not nodes 2 to 5"},
		{strings.Replace(v1, "reduce=", "normal=", 1), "normal is there twice"},
		{strings.Replace(v1, "reduce=", "reduction=", 1), "expected a field of a genotype, found"},
		{v1[:strings.Index(v1, ", reduce=")] + ")", "the genotype has no reduce cell"},
		{v1 + ")", "the architecture is complete, but \")\" follows"},
		{"[[(0, 7)", "at byte 6: an operation is 0 to 6, and not 7"},
		{"[[(0 7)", "at byte 5: expected ',' after the first of a pair"},
		{"[[]]", "at byte 2: expected edge 0 of the normal cell"},
		{"[3]", "at byte 1: expected a list of the edges of the normal cell"},
		{"13030213021303270010220000222201", "at byte 14: the operation of edge 7 of the normal cell is no digit from 0 to 6"},
		{"13130213021303220010220000222201", "at byte 2: both edges to node 2 of the normal cell read node 1"},
		{"1303", "at byte 0: expected 22 digits of a code or 32 of pairs, found 4"},
		{"3302302313200102102119", "decision 21 takes option 9, want 0 to 6"},
		{strings.Replace(config, "edge_normal_0'", "edge_normal_14'", 1), `no key is called "edge_normal_14"`},
		{strings.Replace(config, "edge_normal_0'", "edge_normal_1'", 1), "edge_normal_0, from node 0 to node 2, is missing"},
		{strings.Replace(config, "0_1", "1_1", 1), `inputs_node_normal_3 is "1_1", no two nodes before it`},
		{strings.Replace(config, "'max_pool_3x3'", "'max_pool'", 1), `no operation is called "max_pool"; did you mean max_pool_3x3?`},
		{"{'NetworkSelectorDatasetInfo:darts:x", "expected '\\'' after x, found the end"},
	} {
		if _, err := (Space{}).Parse(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60s: got %v, want %s", c.text, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", v1, "Genotype(", "X=", "{}", "{'normal':[('skip_connect',0)", "list(list(list(", "((((", "range(2,6)", "\x00", "é"} {
		f.Add(text)
	}
	spacetest.Fuzz(f, Space{})
}
