//go:build js && wasm

// Command study is the program of the study page: the user interface, on the main
// thread.
package main

import "protocell/app/study"

func main() { study.Run() }
