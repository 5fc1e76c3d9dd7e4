package state

// Trials returns how many trials have been told in all searches, and how many searches
// have ended.
func (r *Run) Trials() (told, ended int) {
	for _, x := range r.All() {
		if x.Trace != nil {
			told += x.Trace.History.Spent.Trials + x.Trace.History.Spent.Cheap
		}
		if x.Ended() {
			ended++
		}
	}
	return told, ended
}

// tick moves the clock of the run on.
func (r *Run) tick(now float64) {
	if r.Phase == Running {
		r.Millis += max(0, now-r.last)
	}
	r.last = now
}

// changed has the run drawn.
func (r *Run) changed(now float64) {
	r.Version++
	r.shownAt = now
}

// showEvery is how often, in milliseconds, what comes in is drawn; of long searches less
// often, for drawing takes longer.
const showEvery = 150

func (r *Run) showEvery() float64 {
	events := 0
	for _, x := range r.All() {
		if x.Trace != nil {
			events = max(events, len(x.Trace.Events))
		}
	}
	return min(showEvery+float64(events)/50, 1500)
}

// progressed has the run drawn, unless it was just now. It reports whether it is.
func (r *Run) progressed(now float64) bool {
	if now < r.shownAt+r.showEvery() {
		return false
	}
	r.changed(now)
	return true
}

// Fraction returns how much of the budgets of all searches is spent, and false if that
// is not known.
func (s State) Fraction() (f float64, ok bool) {
	r := s.Run
	all := r.All()
	for _, x := range all {
		switch {
		case x.Ended():
			f++
		case x.Spec == nil:
			return 0, false
		default:
			f += spentOf(x)
		}
	}
	return f / float64(max(1, len(all))), true
}

// spentOf returns how much of the budget of a search is spent.
func spentOf(x *Session) (f float64) {
	spent, b := x.Trace.History.Spent, x.Spec.Budget
	if b.Trials > 0 {
		f = float64(spent.Trials) / float64(b.Trials)
	}
	if b.Cost > 0 {
		f = max(f, spent.Cost/b.Cost)
	}
	if b.Seconds > 0 {
		f = max(f, spent.Seconds/b.Seconds)
	}
	return min(1, f)
}

// Began returns how much of the budgets was spent when the run was begun or went on, of
// which Millis says nothing.
func (r *Run) Began() float64 { return r.wasDone }

// Busy reports whether trials are being evaluated.
func (r *Run) Busy() bool {
	for _, x := range r.All() {
		if len(x.flying) > 0 {
			return true
		}
	}
	return false
}
