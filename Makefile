# One line per verb; the work is in scripts/ and CMake. `make` alone lists the verbs. Values reach the shell by the
# environment, as "$$S", so that blanks, quotes and stars in them are what they are.
#   CC=clang        another compiler        BUILD=dir   another build folder
#   HEAPMARK_NO_INSTALL=1   print what is missing instead of installing it
BUILD ?= build
ifeq ($(origin CC),default)
export HM_CC =
else
export HM_CC = $(CC)
endif
export BUILD

.DEFAULT_GOAL := help
.PHONY: $(shell sed -nE 's/^([a-z-]+):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## set up what is missing, configure, compile
	@scripts/build

compare: build ## SET C 1, boxed and on the stack: the table of counts
	@scripts/compare

check: build ## the unit tests and the style: seconds, for while you work
	@ctest --test-dir "$$BUILD" --output-on-failure --timeout 60 --parallel "$${JOBS:-2}" -L '^unit$$' --progress

lint: build ## clang-format, clang-tidy (of what differs from main), shellcheck, actionlint
	@scripts/lint

coverage: ## which lines the tests run: a report, nothing fails for it
	@scripts/coverage

test: build ## every test; nothing is left running
	@ctest --test-dir "$$BUILD" --output-on-failure --timeout 600 --parallel "$${JOBS:-2}"

test-all: ## the suite under gcc, clang, two sanitizers and Valgrind; a build folder each
	@scripts/test-all

lessons: build ## what every pair of every lesson costs, in one table
	@scripts/lessons

predict: build ## L=05: say what the lesson will count
	@scripts/predict ask "$$L"

lesson: build ## L=05: what you predicted, what is counted, why, and a picture
	@scripts/predict show "$$L"

site: build ## lessons, counts and stepped pictures as pages for a browser: build/site/index.html
	@scripts/site

inventory: ## twelve questions about escapes, to answer before and after the course
	@scripts/inventory ask

exercise: build ## the exercises; E=03 checks one
	@"$$BUILD/bin/heapmark" exercise $(if $(E),check "$$E",list)

hint: build ## E=03: the next hint
	@"$$BUILD/bin/heapmark" exercise hint $${E:+"$$E"}

reset: build ## E=03: start again (asks; keeps a copy)
	@"$$BUILD/bin/heapmark" exercise reset $${E:+"$$E"}

watch: build ## E=03: check again whenever you save
	@"$$BUILD/bin/heapmark" exercise watch $${E:+"$$E"}

grade: build ## S=DIR: mark the answers in a folder
	@folder=$$(CDPATH= cd -- "$$S" 2>/dev/null && pwd || echo "$$S"); \
	"$$BUILD/bin/heapmark" grade --out="$$BUILD/grades/$$(basename "$$folder")" $${S:+"$$S"}

grade-all: build ## D=DIR [HIDDEN=DIR]: mark a class, a folder for each student
	@folder=$$(CDPATH= cd -- "$$D" 2>/dev/null && pwd || echo "$$D"); \
	"$$BUILD/bin/heapmark" grade-all $${HIDDEN:+--hidden="$$HIDDEN"} --out="$$BUILD/classes/$$(basename "$$folder")" \
	$${D:+"$$D"}

trace: build ## P=NAME: in which frame could each block of the demos have lived?
	@scripts/trace "$$P"

bench-harness: build ## what the harness itself costs, as ratios
	@"$$BUILD/bin/bench_harness"

bench-trace: build ## what tracing costs and finds, beside heaptrack and DHAT
	@"$$BUILD/bin/bench_trace" && "$$BUILD/bin/bench_whole"

verify: build ## do three counters agree over every demo, and two tracers on every verdict?
	@scripts/verify

bench-overhead: build ## [W=hiredis]: what counting costs a program, beside other instruments (some twelve minutes)
	@"$$BUILD/bin/bench_overhead" $${W:+"$$W"}

fuzz: ## a few seconds of every fuzz target (needs clang)
	@scripts/fuzz

docs-check: build ## is what the pages show still true?
	@scripts/docs check

docs-update: build ## rewrite what the pages show
	@scripts/docs update

install: build ## into PREFIX (default /usr/local); DESTDIR is honoured
	@cmake --install "$$BUILD" --prefix "$${PREFIX:-/usr/local}"

studies: build ## what hiredis, jansson, cJSON and SQLite allocate, beside what is recorded
	@scripts/studies

uninstall: ## remove what the last `make install` installed; DESTDIR is honoured
	@cmake -DBUILD="$$BUILD" -P harness/library/uninstall.cmake

go-record: ## write down what this Go says and counts, for machines without Go
	@scripts/go-record

go-matrix: build ## which verdict or count of the twins changed with which Go (fetches toolchains)
	@scripts/go-matrix

new-lesson: ## N=16 NAME=example: the skeleton of a lesson
	@scripts/skeleton lesson "$$N" "$$NAME"

new-exercise: ## N=13 NAME=example: the skeleton of an exercise
	@scripts/skeleton exercise "$$N" "$$NAME"

explain: build ## what compilers say, what a run saw, what was counted: one table
	@scripts/explain

clean: ## remove the build folder
	@rm -rf "$$BUILD"
