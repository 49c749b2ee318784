#!/usr/bin/env bash
# compare.sh TWIN [uncounted] -- the same benchmarks must print the same bytes with Go's runner and ours.
#
# TWIN: the built twin.c; uncounted: it has a sanitizer's malloc, so columns of counts are not compared.
# Before the comparison these parts are made equal: measured times, file:line of logs, and two intended
# differences from Go (a failure has a line of its own; a log of exactly ten lines is not truncated).
# Exit status: 0 equal, 1 different, 77 skipped: Go is not installed.
set -euo pipefail
twin=$1 counted=${2:-counted}
cd "$(dirname "$0")/go"
command -v go >/dev/null || { echo "oracle: no Go here; the comparison was not made"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOFLAGS=-mod=mod GOTOOLCHAIN=local GOWORK=off GO111MODULE=on
go test -c -o "$work/go" . || { echo "oracle: the Go half does not build"; exit 1; }

level() {
    sed -E \
        -e '/^(testing: warning: no tests|Unit |ok  \t|exit status |FAIL\t|pkg: )/d' \
        -e 's/^Benchmark[^\t]*\t(--- FAIL)/\1/' \
        -e 's/^    [a-z_]+\.(go|c):[0-9]+: /    FILE: /' \
        -e '/Bytes|Override|Numbers/!s/\t *[0-9.]+ ns\/op/\tT ns\/op/'
}

ask_go() { # FLAGS...
    "$work/go" "-test.run=^$" "$@" 2>&1 | level >"$work/expected" || true
}

different=0
same() { # FLAGS...: run both with them
    local flags=() flag
    for flag in "$@"; do flags+=("-test.${flag#-}"); done
    ask_go "${flags[@]}"
    "$twin" "$@" --pkg=oracle 2>&1 | level >"$work/actual" || true
    # Go counts what its own runtime allocates in the background, too: it may need another try.
    for _ in 1 2 3 4; do
        [[ " $* " == *" -benchmem "* ]] && ! cmp -s "$work/expected" "$work/actual" || break
        ask_go "${flags[@]}"
    done
    if ! diff -u --label Go --label heapmark "$work/expected" "$work/actual"; then
        echo "oracle: different with: $*"
        different=1
    fi
    runs=$((runs + 1)) lines=$((lines + $(wc -l <"$work/expected")))
}

has_skip=true # since Go 1.20
"$work/go" -test.skip=x '-test.run=^$' >/dev/null 2>&1 || has_skip=false

runs=0 lines=0
own='Boxed|Nothing|Bytes|Override|Sub/[^f]' # the others make Go's own library allocate
[ "$counted" != counted ] || same -benchtime=100x -benchmem -cpu=2 -bench="$own"
same -benchtime=100x -benchmem=false -cpu=2 -bench=.
same -benchtime=100x -benchmem=false -cpu=1 -bench=.
same -benchtime=100x -benchmem=false -cpu=1,2,12 -count=2 -bench=.
[ "$counted" != counted ] || same -benchtime=100x -benchmem -cpu=128 -bench='Sub|Boxed'
for pattern in Boxed '^Boxed' 'd$' '/y' 'Sub/y' 'Sub/y/z' 'Sub/nothing' 'Sub/x|Boxed' 'Sub/(x|y)/w' \
    'Sub/[xy]/z' 'nothing at all' 'Sub/a b' 'Sub/a b#' 'Sub/y/w=1' 'Sub//z' 'Sub/p/q' 'Sub/#' 'Log$' \
    'Sub/y/z/deeper' '' '|' 'Boxed|' '/' 'Sub/\|' 'Sub/[[]'; do
    same -benchtime=100x -benchmem=false -cpu=2 -bench="$pattern"
    $has_skip && same -benchtime=100x -benchmem=false -cpu=2 -bench='Sub|Boxed|Log' -skip="$pattern"
done
echo "oracle: $runs runs, $lines lines compared with $(go version | cut -d' ' -f3)"
exit $different
