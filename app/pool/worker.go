package pool

// Worker is a program that runs jobs: a Web Worker in a browser. It calls its
// handlers one at a time, in the order of what happened, and never from within
// one of its own methods.
type Worker interface {
	// Post sends the text of a job.Request, without waiting.
	Post(text string)
	// SetOnMessage has f called with the text of every job.Message, those that
	// came before included.
	SetOnMessage(f func(text string))
	// SetOnError has f called when the worker has failed for good, or has done so
	// before.
	SetOnError(f func(err error))
	// Terminate ends the worker at once, whatever it does.
	Terminate()
}
