#!/bin/sh
# ratchet.sh -- fail when a benchmark allocates more than it did, and name the lines.
#
#   ratchet.sh BASELINE BENCH [TRACED]
#
# BASELINE: the file of exact counts, kept in the repository; made where there is none yet.
# BENCH: a program with hm_main(), linked with heapmark::interpose.
# TRACED: the same program built for `heapmark trace` (hm_traced() in CMake). Without it no line is named.
# HEAPMARK: the command (default: heapmark on the PATH). KEEP=1: better counts become the new baseline.
# Exit status: 0 nothing is worse; 1 something is; 2 could not run.
set -eu
[ $# -ge 2 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
baseline=$1 bench=$2 traced=${3:-}
heapmark=${HEAPMARK:-heapmark}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$bench" --benchtime=1000x >"$work/bench.txt" || exit 2
set --
if [ -n "$traced" ]; then
    "$heapmark" trace --quiet --json="$work/trace.json" "$traced" --benchtime=1000x --benchmem=false 2>"$work/log" ||
        { cat "$work/log" >&2; exit 2; }
    set -- "--sites=$work/trace.json"
fi
if [ ! -e "$baseline" ]; then
    "$heapmark" compare "$@" --save="$baseline" "$work/bench.txt"
    echo "$baseline is new: commit it" >&2
    exit 0
fi
[ "${KEEP:-0}" != 1 ] || set -- "$@" "--save=$baseline"
"$heapmark" compare --format=markdown "$@" --baseline="$baseline" "$work/bench.txt"
