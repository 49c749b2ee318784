#!/usr/bin/env bash
# ratchet.sh -- a change that adds a malloc to a stack rung: `heapmark compare --baseline` must exit 1 and name the line.
#
#   ratchet.sh HEAPMARK SOURCE PROGRAMS...    the programs ratchet, ratchet_traced, ratchet_more, ratchet_more_traced
set -uo pipefail
heapmark=$1 source=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failed=0
is() { [ "$2" = "$3" ] || { echo "WRONG: $1: expected '$2', found '$3'"; failed=1; }; }
has() { grep -qF -- "$2" "$1" || { echo "WRONG: no '$2' in $1:"; cat "$1"; failed=1; }; }
measure() { # NAME PROGRAM TRACED
    "$2" --benchtime=100x >"$1.bench" || failed=1
    "$heapmark" trace --quiet --json="$1.json" "$3" --benchtime=100x --benchmem=false >"$1.log" 2>&1 || failed=1
}
measure before "$1" "$2"
measure after "$3" "$4"

"$heapmark" compare --save=base.json --sites=before.json before.bench >saved.txt 2>&1
is "status of --save" 0 $?
"$heapmark" compare --baseline=base.json --sites=before.json before.bench >same.txt 2>same.err
is "status of the same counts" 0 $?
is "what is said of the same counts" "baseline base.json: nothing is worse: $(grep -c '"unit"' base.json) as before" "$(cat same.err)"

line=$(grep -n 'the line that the summary must name' "$source" | cut -d : -f 1)
summary=$work/summary.md
GITHUB_STEP_SUMMARY=$summary "$heapmark" compare --format=markdown --baseline=base.json --sites=after.json --save=base.json after.bench >after.md 2>after.err
is "status of one malloc more" 1 $?
has after.err "worse: "
has after.err "Set/impl=stack went from 0 to 2 allocs/op"
has after.err "+1 alloc/op at ${source##*/}:$line in set_stack"
has after.err "not written: not everything holds"
has summary.md "+1 alloc/op at ${source##*/}:$line in set\\_stack"
cmp -s after.md summary.md || { echo "WRONG: the summary is not the report"; failed=1; }

# The other way: better counts are told, and --save makes them the new baseline.
"$heapmark" compare --save=base.json --sites=after.json after.bench >/dev/null 2>&1
"$heapmark" compare --baseline=base.json --save=base.json --sites=before.json before.bench >/dev/null 2>better.err
is "status of better counts" 0 $?
has better.err "better, --save keeps it: "
has better.err "nothing is worse: "
"$heapmark" compare --baseline=base.json after.bench >/dev/null 2>again.err
is "status after the better counts were kept" 1 $?
has again.err "which lines it was is not known"

# The script for workflows does the same.
script=$(dirname "$source")/../../../docs/how-to/ci/ratchet.sh
HEAPMARK=$heapmark "$script" new.json "$1" "$2" >/dev/null 2>new.err
is "status of the script without a baseline" 0 $?
has new.err "new.json is new: commit it"
HEAPMARK=$heapmark "$script" new.json "$3" "$4" >script.md 2>/dev/null
is "status of the script" 1 $?
has script.md "+1 alloc/op at ${source##*/}:$line in set\\_stack"
exit $failed
