package app

import (
	"protocell/app/state"
)

// perform has an effect done.
func (p *page) perform(e state.Effect) {
	switch e := e.(type) {
	case state.RunJob:
		p.runner.start(e)
	case state.WriteNetwork:
		go func() { p.hear(p.runner.write(e)) }()
	case state.StopJob:
		p.runner.jobs.Stop(e.ID)
	case state.RestartPool:
		p.runner.pool.Reset()
		p.runner.analysts.Reset()
		p.runner.meters.Reset()
	case state.WriteURL:
		p.browser.WriteURL(e.Fragment, e.Push)
	case state.CopyText:
		p.browser.CopyText(e.Text, func(err error) { p.hear(state.Copied{What: e.What, Err: err}) })
	case state.SaveFile:
		p.browser.SaveFile(e.Name, e.Text)
	case state.StartImport:
		p.browser.startImport(e.Edge)
	case state.StopImport:
		p.browser.stopImport()
	case state.ListSets:
		p.browser.listSets()
	case state.ChangeSet:
		p.browser.changeSet(e.ID, e.Name)
	case state.SaveSet:
		p.browser.saveSet(e.ID, e.Name)
	case state.KeepFolded:
		p.browser.keepFolded(e.Groups)
	case state.KeepTheme:
		p.browser.KeepTheme(e.Theme)
	case state.Say:
		p.said.Say(e.Text)
	case state.Focus:
		p.loop.After(func() { p.browser.Focus(e.ID) })
	}
}
