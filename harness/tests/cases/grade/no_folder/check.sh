#!/usr/bin/env bash
# check.sh -- where the folders of an answer cannot be made, the grader says so once, and leaves none behind.
set -eu
unshare -r true 2>/dev/null || exit 77 # root who may give no file to another user, as in a container
exercises=$(realpath "$CASE/../../../../../demos/exercises")
mkdir answers tmp
cp "$exercises/01_vec3/solution.c" answers/01_vec3.c
status=0
TMPDIR=$PWD/tmp MALLOC_PERTURB_=165 unshare -r "$HEAPMARK" grade --unsafe --exercises="$exercises" --exercise=01 answers \
    2>said || status=$?
[ $status -eq 2 ] && [ -z "$(ls -A tmp)" ] && [ "$(grep -cv -e ': --unsafe: ' said)" = 1 ] &&
    grep -q '^heapmark grade: 01_vec3 cannot be judged: .*: Invalid argument$' said || { cat -v said; ls -A tmp; exit 1; }
