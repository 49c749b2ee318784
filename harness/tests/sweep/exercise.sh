#!/bin/sh
# exercise.sh HEAPMARK EXERCISES ACTION -- runs ACTION on the first exercise. The student has begun it, has seen a
# hint, and has passed the second exercise. Exit status 3 if a part of this progress is lost.
set -u
lost() { echo "exercise.sh: lost: $1" && exit 3; }
mkdir mine
printf 'exercise 02_box passed\nhints 01_vec3 1\n' >mine/progress.txt
echo '/* begun */' | cat "$2/01_vec3/start.c" - >mine/01_vec3.c
echo y | "$(dirname "$0")/armed.sh" "$1" exercise --exercises "$2" --mine mine "$3" 1
status=$?
grep -q '^exercise 02_box passed$' mine/progress.txt || lost 'what was passed'
grep -q '^hints 01_vec3 [12]$' mine/progress.txt || lost 'the hints'
grep -q '/\* begun \*/' mine/01_vec3.c mine/01_vec3.c.old 2>/dev/null || lost 'the answer'
[ ! -e mine/01_vec3.c.old ] || [ ! -e mine/01_vec3.c ] || cmp -s "$2/01_vec3/start.c" mine/01_vec3.c ||
    lost 'half of start.c'
rm -r mine
exit $status
