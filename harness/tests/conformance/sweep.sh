#!/bin/sh
# sweep.sh PRELOAD PROGRAM ARGS... - fail each request of a program in turn, until 40 in a row are beyond
# its last. It must either do its work as if nothing had happened, or say what is wrong and exit 1 or 2.
set -eu
preload=$1
shift
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$@" >"$out/expected" 2>/dev/null
n=1 unharmed=0 harmed=0
while [ "$unharmed" -lt 40 ]; do
    status=0
    LD_PRELOAD=$preload HEAPMARK_FAIL_AT=$n "$@" >"$out/stdout" 2>"$out/stderr" || status=$?
    if [ "$status" -eq 0 ] && cmp -s "$out/expected" "$out/stdout"; then
        unharmed=$((unharmed + 1))
    elif { [ "$status" -eq 1 ] || [ "$status" -eq 2 ]; } && [ -s "$out/stderr" ]; then
        unharmed=0 harmed=$((harmed + 1))
    else
        echo "sweep.sh: request $n failed: exit status $status, stderr: $(cat "$out/stderr")" >&2
        exit 1
    fi
    n=$((n + 1))
done
echo "$((n - 1)) requests failed in turn: $harmed said so, the others did no harm"
