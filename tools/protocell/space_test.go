package main

import (
	"strings"
	"testing"

	"protocell/core/space/spaces"
)

// Every search space can be printed, converted, sampled, linked to and scored.
func TestEverySpace(t *testing.T) {
	ids := try("", "space", "ids").stdout
	for _, s := range spaces.All() {
		id, best := s.Info().ID, s.Presets()[0].Arch
		if !strings.Contains(ids, id+" ") {
			t.Errorf("space ids does not print %s", id)
		}
		text := s.Print(best)
		for _, c := range []struct{ args, want string }{
			{"space show -space " + id, s.Canonical(best)},
			{"link encode -space " + id + " -arch", "sp=" + id},
			{"score -space " + id + tiny + " -json -proxies params,nwot -arch", `"status":"ok"`},
			{"score -space " + id + " -skeleton small -batch 2 -proxies params -arch", "params"},
		} {
			if id == "nb201" {
				c.want = strings.TrimPrefix(c.want, "sp="+id) // the default
			}
			r := try("", append(strings.Fields(c.args), text)...)
			if r.code != 0 || !strings.Contains(r.stdout, c.want) {
				t.Errorf("%s: exit %d, %s%s, want %s in it", c.args, r.code, r.stdout, r.stderr, c.want)
			}
		}
		sampled := try("", "space", "sample", "-space", id, "-count", "2")
		if sampled.code != 0 || strings.Count(sampled.stdout, "\n") != 2 {
			t.Errorf("%s: %+v", id, sampled)
		}
		if r := try(sampled.stdout, strings.Fields("score -archs - -space "+id+tiny+" -proxies params")...); r.code != 0 || strings.Count(r.stdout, `"params"`) < 2 {
			t.Errorf("%s: %+v", id, r)
		}
	}
}

func TestSkeletons(t *testing.T) {
	for args, want := range map[string]string{
		"score -skeleton small -batch 2 -proxies params -arch 333333":                            "91986",
		"score -skeleton full -batch 2 -proxies params -arch 333333":                             "1531546",
		"score -skeleton full -batch 2 -proxies params -classes 100 -arch 333333":                "1537396",
		"score -space tnb101_micro -skeleton full -batch 2 -proxies params -arch 333333":         "41435727",
		"score -space tnb101_micro -skeleton full -batch 2 -proxies params -arch 333333 -data x": "no image set",
		"score -skeleton large -batch 2 -proxies params -arch 333333":                            "choose small or full",
	} {
		r := try("", strings.Fields(args)...)
		if all := strings.NewReplacer(",", "", " ", "").Replace(r.stdout) + r.stderr; !strings.Contains(all, want) {
			t.Errorf("%s: %s, want %s in it", args, all, want)
		}
	}
}
