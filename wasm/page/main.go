//go:build js && wasm

// Command page is the program of the page: the user interface. It runs on the
// main thread and leaves heavy computing to the worker's program.
package main

import "protocell/app"

func main() { app.Run() }
