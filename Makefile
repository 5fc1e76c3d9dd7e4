# Protocell. `make` lists what there is to make.

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: run
run: ## build the playground and serve it on 127.0.0.1:8080 (or PROTOCELL_ADDR)
	go run .

.PHONY: public
public: ## build the static site, best compressed, into public/
	go run ./tools/site -o public -release

.PHONY: clean
clean: ## remove what was built and installed
	rm -rf public .cache assets/node_modules
