package importer

import (
	"errors"
	"fmt"
	"strings"

	"protocell/core/space"
	"protocell/core/space/spaces"
)

// probe is the number of architectures by which a space is told. If there are
// certain of them and several spaces read them all, it is the smallest: hardly ever
// do so many architectures of a larger space look as if they were of a smaller one.
const (
	probe   = 256
	certain = 32
)

// hints are words in the names of files, data sets and columns that tell spaces
// apart whose architectures look alike, in small letters and digits.
var hints = map[string][]string{
	"nb201":        {"nb201", "nasbench201", "natstss", "natsbench"},
	"nats_sss":     {"natssss"},
	"darts":        {"nb301", "nasbench301", "darts"},
	"tnb101_micro": {"transbench101micro", "tnb101micro", "transnasbench101micro"},
	"tnb101_macro": {"transbench101macro", "tnb101macro", "transnasbench101macro"},
	"nbmacro":      {"nasbenchmacro", "nbmacro"},
}

// hinted reports whether a text has a hint for the space with the id.
func hinted(id string, texts ...string) bool {
	for _, text := range texts {
		plain := strings.Map(func(r rune) rune {
			switch {
			case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
				return r
			case 'A' <= r && r <= 'Z':
				return r - 'A' + 'a'
			}
			return -1
		}, text)
		for _, h := range hints[id] {
			if strings.Contains(plain, h) {
				return true
			}
		}
	}
	return false
}

// candidates returns the spaces that files may be of.
func (im *importer) candidates() ([]space.Space, error) {
	if im.Space == "" {
		return spaces.All(), nil
	}
	s, err := spaces.ByID(im.Space)
	return []space.Space{s}, err
}

// readers returns which of the candidates read every text.
func readers(candidates []space.Space, texts []string) []space.Space {
	var all []space.Space
	for _, s := range candidates {
		ok := len(texts) > 0
		for _, t := range texts {
			if _, err := s.Parse(t); err != nil {
				ok = false
				break
			}
		}
		if ok {
			all = append(all, s)
		}
	}
	return all
}

// misfit returns the first text, from 1, that a candidate does not read though it reads
// at least half of them, and why; with one candidate, the first in any case. It returns
// 0 if there is none.
func misfit(candidates []space.Space, texts []string) (row int, err error) {
	for _, s := range candidates {
		read, first := 0, 0
		var why error
		for i, text := range texts {
			if _, err := s.Parse(text); err == nil {
				read++
			} else if why == nil {
				first, why = i+1, fmt.Errorf("%q: %w", clip(text), err)
			}
		}
		if why != nil && (2*read >= len(texts) || len(candidates) == 1) {
			return first, why
		}
	}
	return 0, nil
}

// choose returns which of the spaces that read n architectures it is, by hints if
// they leave one, else the smallest.
func choose(among []space.Space, n int, hints ...string) (space.Space, error) {
	if len(among) == 0 {
		return nil, errors.New("no search space has them")
	}
	var told []space.Space
	for _, s := range among {
		if hinted(s.Info().ID, hints...) {
			told = append(told, s)
		}
	}
	if len(told) > 0 {
		among = told
	}
	smallest := among[0]
	var ids []string
	for _, s := range among {
		if s.Info().Size < smallest.Info().Size {
			smallest = s
		}
		ids = append(ids, s.Info().ID)
	}
	if len(among) > 1 && n < certain {
		return nil, fmt.Errorf("they may be of the spaces %s: say which", strings.Join(ids, " and "))
	}
	return smallest, nil
}
