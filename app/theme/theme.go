// Package theme has the colour schemes of the pages.
package theme

// Theme is the colour scheme.
type Theme string

// The colour schemes.
const (
	System Theme = ""
	Light  Theme = "light"
	Dark   Theme = "dark"
)
