#!/usr/bin/env bash
# benchstat.sh PROGRAM -- benchstat must read the output of a benchmark program as one table, without a warning.
#
# Uses the benchstat on the PATH or in Go's bin directory, else fetches it with Go.
# Exit status: 0 read, 1 not, 77 skipped: benchstat is not available.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skip() { echo "benchstat: $1; not asked"; exit 77; }

benchstat=$(command -v benchstat || true)
if [ -z "$benchstat" ]; then
    command -v go >/dev/null || skip "neither benchstat nor Go is here"
    benchstat=$(go env GOPATH)/bin/benchstat
    if [ ! -x "$benchstat" ]; then
        benchstat=$work/benchstat
        GOBIN=$work GOTOOLCHAIN=local timeout 60 go install golang.org/x/perf/cmd/benchstat@latest \
            2>"$work/err" || skip "it cannot be fetched: $(tail -1 "$work/err")"
    fi
fi

"$1" --benchtime=1000x --count=6 --cpu=1 --sizes >"$work/c.bench"
"$benchstat" -col /impl "$work/c.bench" >"$work/out" 2>"$work/err"
fail() { echo "benchstat: $1"; cat "$work/out" "$work/err"; exit 1; }

# A second header would mean that the variants fell into different tables.
[ "$(grep -c '^goos: ' "$work/out")" = 1 ] || fail "more than one configuration"
[ "$(grep -c 'vs base' "$work/out")" = 5 ] || fail "not one table for each of the five units"
grep -qE '1\.000 ± 0% +0\.000 ± 0% +-100\.00% \(n=6\)' "$work/out" || fail "allocs/op is not exact"
if grep -vE 'geomean|^$' "$work/err"; then fail "it complains"; fi
echo "benchstat: read as one table for each unit"
