//go:build js && wasm

package pool

import (
	"errors"
	"fmt"
	"sync"

	"github.com/hack-pad/safejs"
)

// modules are what a worker runs, compiled.
type modules struct {
	program safejs.Value
	kernels safejs.Value // null where the browser lacks SIMD
}

// factory makes Web Workers that share compiled modules. The page says in
// globalThis.protocell where these are: workerURL is the script.
type factory struct {
	program string // the name of the program's address
	kernels string // of the kernels'; empty for a program that uses none

	mu       sync.Mutex
	compiled *modules // nil before the first worker
}

func (f *factory) spawn() (Worker, error) {
	url, err := address("workerURL")
	if err != nil {
		return nil, err
	}
	m, err := f.modules()
	if err != nil {
		return nil, err
	}
	return newWebWorker(url, m)
}

// modules returns the modules, which it compiles the first time.
func (f *factory) modules() (modules, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.compiled != nil {
		return *f.compiled, nil
	}
	m := modules{kernels: safejs.Null()}
	program, err := address(f.program)
	if err != nil {
		return m, err
	}
	if m.program, err = compile(program); err != nil {
		return m, fmt.Errorf("the worker's program: %w", err)
	}
	if f.kernels == "" {
		f.compiled = &m
		return m, nil
	}
	if kernels, err := address(f.kernels); err == nil {
		m.kernels, err = compile(kernels)
		var broken *promiseError
		if errors.As(err, &broken) && broken.name == "CompileError" {
			m.kernels = safejs.Null()
		} else if err != nil {
			return m, fmt.Errorf("the kernels: %w", err)
		}
	}
	f.compiled = &m
	return m, nil
}

// address returns the URL that the page gives under a name.
func address(name string) (string, error) {
	config, err := safejs.Global().Get("protocell")
	if err != nil {
		return "", err
	}
	url := text(config, name)
	if url == "" {
		return "", fmt.Errorf("the page does not say where its %s is", name)
	}
	return url, nil
}

// compile fetches and compiles a module, as it arrives if the host gives it its
// proper type.
func compile(url string) (safejs.Value, error) {
	response, err := await(safejs.Global().Call("fetch", url))
	if err != nil {
		return response, fmt.Errorf("fetch: %w", err)
	}
	if err := checkStatus(response); err != nil {
		return response, err
	}
	wasm, err := safejs.Global().Get("WebAssembly")
	if err != nil {
		return wasm, err
	}
	method, source := "compileStreaming", response
	if streaming, err := wasm.Get(method); err != nil || streaming.Type() != safejs.TypeFunction || contentType(response) != "application/wasm" {
		method = "compile"
		if source, err = await(response.Call("arrayBuffer")); err != nil {
			return source, fmt.Errorf("fetch: %w", err)
		}
	}
	return await(wasm.Call(method, source))
}

func checkStatus(response safejs.Value) error {
	v, err := response.Get("status")
	if err != nil {
		return err
	}
	status, err := v.Int()
	if err == nil && status != 200 {
		err = fmt.Errorf("fetch: status %d", status)
	}
	return err
}

func contentType(response safejs.Value) string {
	headers, err := response.Get("headers")
	if err != nil {
		return ""
	}
	v, err := headers.Call("get", "Content-Type")
	if err != nil || v.Type() != safejs.TypeString {
		return ""
	}
	s, err := v.String()
	if err != nil {
		return ""
	}
	return s
}
