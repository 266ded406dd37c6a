# stackdoctor: make demo, make test. Everything that is missing is installed by the first target that
# needs it.

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
SWIFT ?= swift
# Without a search path for libraries beside the program, and with equal functions once.
BUILD_FLAGS = -c release --static-swift-stdlib --disable-local-rpath -Xlinker --icf=safe --product stackdoctor
BINARY = .build/release/stackdoctor

.PHONY: demo test setup build check format lint docs install bench bench-quick bench-build clean

## Build the program and scan the logs in corpus/.
demo: build
	@$(BINARY) scan --color always --fail-on never corpus

## Run every test, and show the reports to those who define their formats.
test: setup
	$(SWIFT) test --parallel
	scripts/check-reports.sh

## Install the libraries that the build needs, and what the tests need.
setup:
	@scripts/setup.sh

## Build the release binary.
build: setup
	$(SWIFT) build $(BUILD_FLAGS)
	@strip $(BINARY)

## What a change must pass: format, imports, tests, --follow under torture, pages that work in a browser,
## where there is one, docs/rules/ as the rules are.
check: lint test
	scripts/torture-follow.py --lines 40000 .build/debug/stackdoctor
	scripts/check-unit.sh .build/debug/stackdoctor
	scripts/check-html.sh
	$(SWIFT) run -q stackdoctor rules docs --check
	$(SWIFT) run -q stackdoctor rules lint rules

## Write docs/rules/ anew.
docs: setup
	$(SWIFT) run -q stackdoctor rules docs

lint: setup
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Plugins Sources Tests rules
	scripts/check-imports.sh

## Rewrite the sources in the project's format.
format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Plugins Sources Tests rules

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/stackdoctor

## Compare with wc, grep, ripgrep, vectorscan and lnav on generated logs, and hold the instruction counts
## to Benchmarks/instructions.json: about eight minutes and 3 GB in .build/bench. ARGS=--save writes
## Benchmarks/RESULTS.md.
bench: bench-build
	@python3 -B Benchmarks/bench.py $(ARGS) $(BINARY)

## The same on smaller logs, in a few minutes. ARGS=--update writes Benchmarks/instructions.json anew.
bench-quick: bench-build
	@python3 -B Benchmarks/bench.py --quick $(ARGS) $(BINARY)

# Function names are needed: a binary that `build` has stripped is linked again.
bench-build: setup
	@Benchmarks/setup.sh
	@rm -f $(BINARY)
	$(SWIFT) build $(BUILD_FLAGS)

clean:
	$(SWIFT) package clean
	rm -rf .build/bench
