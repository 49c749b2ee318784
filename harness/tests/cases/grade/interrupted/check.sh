#!/usr/bin/env bash
# check.sh -- a signal in the middle of a run leaves no folder of the grader behind.
set -eu
root=$(realpath "$CASE/../../../../..")
"$root/scripts/confines" || exit 77 # nothing is marked here
exercises=$root/demos/exercises
mkdir answers
tmp=$(mktemp -d /tmp/interrupted.XXXXXX)
trap 'rm -rf "$tmp"' EXIT
chmod 711 "$tmp" # as root the grader runs answers as the user nobody
cat >answers/01_vec3.c <<'END'
#include "contract.h"

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    for (volatile int i = 0; count < 5000; i++) {}
    return *vectors;
}
END
status=0
TMPDIR=$tmp timeout -s INT 3 "$HEAPMARK" grade --exercises="$exercises" --exercise=01 answers || status=$?
[ $status -eq 124 ] || { echo "it ended with $status before it was interrupted"; exit 1; }
[ -z "$(ls -A "$tmp")" ] || { echo "it left behind:"; ls -R "$tmp"; exit 1; }
