package state

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"protocell/core/experiment"
	"protocell/core/job"
	"protocell/core/proxy"
	"protocell/core/space"
)

// purpose is what a job is for.
type purpose uint8

// The purposes, the most urgent first.
const (
	forCard purpose = iota
	forPreview
	forPin
	forReference
	forSample
	forSummary
	forPlan
	forCodes
	forLatency
)

// Job is a job that is under way.
type Job struct {
	id        string
	purpose   purpose
	key       Key // set-up, or of a preview its batch
	arch      space.Arch
	run, task int // of a sample
	fraction  float64
	pace      pace
	effect    RunJob
}

// pace is how fast a job goes, measured from the first that was heard of it, for it may
// have waited for a worker.
type pace struct {
	since, begun float64 // when that was, and the fraction done by then
	left         float64 // milliseconds that the rest takes, about; 0 if that is not known yet
}

// heard returns the pace after a fraction of the job was done at a time.
func (p pace) heard(fraction, now float64) pace {
	switch {
	case p.since == 0:
		p.since, p.begun = now, fraction
	case fraction > p.begun && now > p.since:
		p.left = (now - p.since) / (fraction - p.begun) * (1 - fraction)
	}
	return p
}

// schedule compares the jobs that are under way with those that there should be,
// and returns what to stop and what to start. Every action ends with it, so that
// no action has to think of jobs.
func (s State) schedule(now float64) (State, []Effect) {
	if s.Net == nil {
		return s, nil
	}
	var effects []Effect
	jobs := maps.Clone(s.jobs)
	if jobs == nil {
		jobs = map[string]Job{}
	}
	parts := s.parts()
	for _, id := range slices.Sorted(maps.Keys(jobs)) {
		if !s.wants(jobs[id], parts) {
			delete(jobs, id)
			effects = append(effects, StopJob{id})
		}
	}
	background := 0
	for _, j := range jobs {
		if j.effect.Background {
			background++
		}
	}
	for _, j := range s.wanted(parts) {
		if _, running := jobs[j.id]; running || s.failed[j.id] != nil {
			continue
		}
		if j.effect.Background {
			if background >= max(s.Pool.Size, 1) && j.purpose != forSample {
				continue
			}
			background++
		}
		jobs[j.id] = j
		effects = append(effects, j.effect)
	}
	s.jobs = jobs
	return s.clockReference(now).clockSample(now), effects
}

// wants reports whether the result of a job that is under way is still wanted. parts
// are those of the card.
func (s State) wants(j Job, parts []Job) bool {
	switch j.purpose {
	case forCard:
		return slices.ContainsFunc(parts, func(part Job) bool { return part.id == j.id })
	case forPreview:
		return j.key == s.previewKey()
	case forPlan:
		return j.id == s.planID()
	case forCodes:
		return s.Open[CodesPart] && j.id == s.codesID()
	case forLatency:
		return j.id == s.latencyID()
	case forPin:
		return j.key == s.key && slices.Contains(s.Spec.Pins, s.Net.Space.Print(j.arch))
	case forSample:
		return s.SampleRunning() && j.run == s.Sample.Run.ID
	case forSummary:
		return s.Sample.Run != nil && j.id == s.summaryID()
	default:
		return j.key == s.key && s.Referring() && s.asks(j)
	}
}

// asks reports whether the experiment asks for all that a job scores.
func (s State) asks(j Job) bool {
	asked := s.proxies()
	for _, id := range j.effect.Input.(job.ScoreInput).Spec.Proxies {
		if !slices.Contains(asked, id) {
			return false
		}
	}
	return true
}

// wanted returns the jobs that there should be, the most urgent first. Jobs in
// the background wait until the card is complete, so that an edit finds a free
// worker.
func (s State) wanted(parts []Job) []Job {
	if s.Pool.Err != nil {
		return nil
	}
	var list []Job
	if !s.Waiting() {
		list = append(list, parts...)
	}
	if j, ok := s.previewJob(); ok {
		list = append(list, j)
	}
	if j, ok := s.planJob(); ok && !s.Embed && (s.Waiting() || s.Complete()) {
		list = append(list, j) // so that it delays no score
	}
	if !s.Complete() {
		return list
	}
	if j, ok := s.codesJob(); ok {
		list = append(list, j)
	}
	if j, ok := s.latencyJob(); ok {
		list = append(list, j)
	}
	// As many as there are workers, or the rest, if some have failed.
	enough := len(list) + max(s.Pool.Size, 1) + len(s.failed)
	ids := s.compared()
	add := func(p purpose, a space.Arch) {
		if len(list) < enough && !s.known.of(s.key, a).has(ids) {
			list = append(list, s.whole(p, a))
		}
	}
	for _, text := range s.Spec.Pins {
		if a, err := s.Net.Space.Parse(text); err == nil {
			add(forPin, a)
		}
	}
	if s.Referring() {
		for _, a := range s.references() {
			add(forReference, a)
		}
	}
	// Twice as many as there are workers, so that none waits for the page.
	return append(list, s.sampleJobs(2*max(s.Pool.Size, 1))...)
}

// parts returns the jobs that complete the card: a job for the proxies that share the
// passes over the batch, which are the first to be seen, one for each other kind of
// pass, and one for each family of slow proxies.
func (s State) parts() []Job {
	record := s.known.of(s.key, s.Net.Arch)
	ids := map[string][]string{}
	var order []string
	for _, info := range s.infos() {
		part := part(info)
		if ids[part] == nil {
			order = append(order, part)
		}
		ids[part] = append(ids[part], info.ID)
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(urgency(a), urgency(b)) })
	var list []Job
	for _, part := range order {
		matrix := part == batchPart
		if record.has(ids[part]) && !(matrix && record.Matrix == nil) {
			continue
		}
		j := s.job(forCard, s.Net.Arch, part, ids[part])
		in := j.effect.Input.(job.ScoreInput)
		in.Layers, in.Matrix = true, matrix
		j.effect.Input, j.effect.Progress = in, true
		list = append(list, j)
	}
	return list
}

// The parts of the card, the most urgent first; a slow family follows them.
const (
	batchPart    = "batch"
	synflowPart  = "synflow"
	jacobianPart = "jacobian"
	ownPart      = "own"
)

// part names the job that a proxy is scored in.
func part(info proxy.Info) string {
	switch {
	case info.Slow:
		return families[info.ID]
	case info.Needs&proxy.NeedOwn != 0:
		return ownPart
	case info.Needs&proxy.NeedJacobian != 0:
		return jacobianPart
	case info.Needs == proxy.NeedSynFlow:
		return synflowPart
	}
	return batchPart
}

// urgency orders the parts: the shared passes first, then the slow families, those that
// cost least first.
func urgency(part string) float64 {
	if at := slices.Index([]string{batchPart, synflowPart, jacobianPart, ownPart}, part); at >= 0 {
		return float64(at - 4)
	}
	return familyCosts()[part]
}

// whole returns a job in the background for the scores of an architecture that the
// card is compared with.
func (s State) whole(p purpose, a space.Arch) Job {
	j := s.job(p, a, "all", s.compared())
	j.effect.Background = true
	return j
}

// job returns a job that scores an architecture.
func (s State) job(p purpose, a space.Arch, part string, proxies []string) Job {
	spec := s.order(a, proxies)
	key := s.key
	id := [...]string{"card", "preview", "pin", "reference"}[p] + "/" + part + "/" + strings.Join(proxies, ",") + "/" + spec.Arch + "/" + string(key)
	return Job{id: id, purpose: p, key: key, arch: a,
		effect: RunJob{ID: id, Kind: job.Score, Input: job.ScoreInput{Spec: spec}}}
}

// order returns what a worker is told, to score an architecture under the set-up on
// show.
func (s State) order(a space.Arch, proxies []string) experiment.Spec {
	spec := s.Spec
	spec.Arch, spec.Pins, spec.Proxies = space.PrintCode(a), nil, proxies
	return spec
}

// ended removes a job that has ended.
func (s State) ended(id string) (State, Job, bool) {
	j, ok := s.jobs[id]
	if !ok {
		return s, j, false
	}
	s.jobs = maps.Clone(s.jobs)
	delete(s.jobs, id)
	return s, j, true
}

func (a Scored) reduce(s State, now float64) (State, []Effect) {
	s, j, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	if j.purpose == forSample {
		return s.sampled(j, a.Result, now)
	}
	before := s.Complete()
	s.known.learn(j.key, j.arch, a.Result)
	s = s.remember()
	if before || !s.Complete() {
		return s, nil
	}
	s = s.hush("score")
	s = s.measure()
	s, effects := s.compare()
	return s, append(effects, Say{s.summary()})
}

// spoken are the proxies whose scores are said: a dozen would take a minute.
var spoken = []string{"nwot", "synflow", "grad_norm", "snip", "zen"}

// summary says the scores in words.
func (s State) summary() string {
	text := "Scores are ready"
	for _, r := range s.Rows() {
		if r.Fresh && slices.Contains(spoken, r.Info.ID) {
			text += ", " + r.Info.Name + " " + spokenScore(r)
		}
	}
	return text + "."
}

func (a Progressed) reduce(s State, now float64) (State, []Effect) {
	if j, ok := s.jobs[a.ID]; ok {
		s.jobs = maps.Clone(s.jobs)
		j.fraction, j.pace = a.Fraction, j.pace.heard(a.Fraction, now)
		s.jobs[a.ID] = j
	}
	return s, nil
}

func (a Failed) reduce(s State, _ float64) (State, []Effect) {
	s, j, ok := s.ended(a.ID)
	if !ok {
		return s, nil
	}
	if j.purpose == forSample {
		return s.sampleFailed(j, a.Err), nil
	}
	s.failed = maps.Clone(s.failed)
	if s.failed == nil {
		s.failed = map[string]error{}
	}
	s.failed[a.ID] = a.Err
	if j.purpose != forCard {
		return s, nil
	}
	if s = s.checkSet(); s.has("data") {
		return s, nil // it says why
	}
	s = s.notify(Notice{Topic: "score", Kind: Fault, Text: "The scores could not be computed: " + a.Err.Error() + ".", Way: RetryWay})
	return s, []Effect{Say{"The scores could not be computed."}}
}

// Retry forgets all failures, so that schedule starts the jobs again.
func (Retry) reduce(s State, _ float64) (State, []Effect) {
	s.failed = nil
	return s.hush("score"), nil
}

func (Restart) reduce(s State, now float64) (State, []Effect) {
	s, _ = Retry{}.reduce(s, now)
	return s.hush("pool"), []Effect{RestartPool{}}
}

func (Run) reduce(s State, _ float64) (State, []Effect) {
	s.approved = s.key
	return s, []Effect{Say{"Scoring."}}
}

// PoolChanged tells the visitor of lost workers, once each.
func (a PoolChanged) reduce(s State, _ float64) (State, []Effect) {
	before := s.Pool
	s.Pool = a.Status
	switch {
	case a.Status.Err != nil && before.Err == nil:
		s = s.hush("score")
		s = s.notify(Notice{Topic: "pool", Kind: Fault, Way: RestartWay,
			Text: "The workers keep failing, so they are no longer replaced. What has been computed is kept.", Details: []string{a.Status.Err.Error()}})
		return s, []Effect{Say{"The workers keep failing."}}
	case a.Status.Err == nil && before.Err != nil:
		s = s.hush("pool")
	case a.Status.Restarts > before.Restarts:
		s = s.notify(Notice{Topic: "pool", Kind: Info, Text: "A worker was lost. Another has taken its place, and its job runs again."})
		return s, []Effect{Say{"A worker was lost and replaced."}}
	}
	return s, nil
}
