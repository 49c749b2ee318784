#!/usr/bin/env bash
# check.sh -- as root, answers are compiled and run by the user nobody, who can read them whatever root's umask is.
set -eu
root=$(realpath "$CASE/../../../../..")
"$root/scripts/confines" || exit 77 # nothing is marked here
exercises=$root/demos/exercises
mkdir answers
cp "$exercises/01_vec3/solution.c" answers/01_vec3.c
printf 'predicted: 3\nobserved: 0\nbecause: the sum is a value\n' >answers/01_vec3.txt
for mask in 022 027 077; do
    (umask $mask && "$HEAPMARK" grade --exercises="$exercises" --exercise=01 --out=marks$mask answers) >said 2>&1 || { cat said; exit 1; }
done
[ "$(stat -c %a marks077/grade.json)" = 600 ] # the marks themselves are the teacher's own
