//go:build js && wasm

// Command search is the program of the search page: the user interface, on the main
// thread.
package main

import "protocell/app/search"

func main() { search.Run() }
