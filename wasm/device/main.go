//go:build js && wasm

// Command device is the program of the device page: the user interface, on the main
// thread.
package main

import "protocell/app/device"

func main() { device.Run() }
