# Docket's commands for people. `make` alone lists them.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT_SOURCES = Package.swift Sources Tests Fuzz

.PHONY: help packages build release test lint format demo bench bench-formats bench-rules bench-carriers fuzz torture simulate install clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

packages: ## install the Debian packages that are missing
	@scripts/packages

build: packages ## build everything for debugging
	$(SWIFT) build

release: packages ## build the program as it is installed
	$(SWIFT) build -c release --product docket

test: packages ## run all tests
	@scripts/test

lint: ## check the formatting
	$(SWIFT) format lint --strict --recursive --parallel --configuration .swift-format $(SWIFT_SOURCES)

format: ## mend the formatting
	$(SWIFT) format --in-place --recursive --parallel --configuration .swift-format $(SWIFT_SOURCES)

demo: packages ## watch real orders go through the desk
	@scripts/demo

bench: packages ## measure a release build beside the bare disk, some minutes (FULL=1: hours)
	@scripts/bench $(if $(FULL),--full)

bench-formats: packages ## measure the readers beside polars, orjson, xmllint
	@scripts/bench-formats

bench-rules: packages ## measure the review rules beside cel-python
	@scripts/bench-rules

bench-carriers: packages ## measure the delivery to carriers beside curl and wrk
	@scripts/bench-carriers

fuzz: packages ## look for inputs that break a reader (SECONDS=600 for each)
	@scripts/fuzz --seconds $(or $(SECONDS),600)

torture: packages ## kill the desk at random and at every call (KILLS=1000 SEED=1)
	@scripts/torture --kills $(or $(KILLS),1000) --seed $(or $(SEED),1)

simulate: packages ## break the desk on a simulated disk (SEEDS=10000; SEED=7 OPTIONS=--verbose repeats one)
	@scripts/simulate $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),1000)) $(OPTIONS)

install: release ## install program, unit and folders (as root)
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" scripts/install

clean: ## remove what was built and the demo's desk
	rm -rf .build var
