package job

// handlers returns the table of what a worker can do, one line a kind.
func handlers() map[Kind]handler {
	return map[Kind]handler{
		Score:   with(new(scorer).run),
		Preview: with(preview),
		Plan:    with(plan),
		Summary: with(summary),
	}
}
