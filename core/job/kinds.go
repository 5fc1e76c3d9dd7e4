package job

// Kinds is a table of what a worker can do.
type Kinds map[Kind]Handler

// Scoring returns the kinds of job that compute networks, one line a kind.
func Scoring() Kinds {
	s := new(scorer)
	return Kinds{
		Score:   With(s.run),
		Preview: With(preview),
		Plan:    With(plan),
		Codes:   With(s.codes),
	}
}
