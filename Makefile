# Protocell. `make` lists what there is to make.

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: run
run: ## build the playground and serve it on 127.0.0.1:8080 (or PROTOCELL_ADDR)
	go run .

.PHONY: public
public: ## build the static site, best compressed and within its budget, into public/
	go run ./tools/site -o public -release

.PHONY: data
data: ## fetch public benchmark tables, checked, for the next build of the site (MIRROR=FOLDER: from there, offline)
	go run ./tools/tables $(if $(MIRROR),-mirror '$(MIRROR)')

.PHONY: test
test: vet public test-go test-wasm test-page ## run every check and test, and the release build first: tests need its packages

.PHONY: vet
vet: ## vet the source, native and WebAssembly
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./core/... ./app/... ./wasm/...

.PHONY: test-go
test-go: ## test all but the page, natively
	go test $$(go list ./... | grep -v /tools/e2e)

.PHONY: test-wasm
test-wasm: ## test the core as WebAssembly in Node.js, without the longest comparisons
	go run ./tools/wasmtest -short ./core/...
	go run ./tools/wasmtest -nosimd ./core/kernel/...

.PHONY: test-page
test-page: ## test the page in a headless browser, installed if need be
	go test -count=1 -timeout 20m ./tools/e2e

.PHONY: bench
bench: ## measure the kernels beside other libraries, in headless Chromium
	go run ./tools/bench $(BENCH)

.PHONY: screenshot
screenshot: ## take the pictures of the README from the real page
	go test -count=1 ./tools/e2e -run TestScreenshots -shots $(CURDIR)/docs

.PHONY: clean
clean: ## remove what was built and installed
	rm -rf public .cache assets/node_modules tools/bench/node_modules
