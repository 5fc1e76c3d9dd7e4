package job

// handlers returns the table of what a worker can do, one line a kind.
func handlers() map[Kind]handler {
	s := new(scorer)
	return map[Kind]handler{
		Score:   with(s.run),
		Preview: with(preview),
		Plan:    with(plan),
		Codes:   with(s.codes),
		Summary: with(summary),
	}
}
