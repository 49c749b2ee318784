#!/bin/sh
# class.sh HEAPMARK EXERCISES MARKED -- reports on a class of one student, whose answer was marked before in the folder
# MARKED. The table of marks must be whole or absent.
mkdir -p students/ann
printf 'predicted: 1\nobserved: 0\nbecause: it is a value\n' >students/ann/01_vec3.txt
cp "$2/01_vec3/solution.c" students/ann/01_vec3.c
[ -d "$3/records" ] || "$1" grade-all --seed=1 --exercises "$2" --exercise=1 --out="$3" students >/dev/null || exit 3
cp -r "$3" class
rm class/*.*
"$(dirname "$0")/armed.sh" "$1" grade-all --seed=1 --exercises "$2" --exercise=1 --out=class students
status=$?
[ ! -e class/grades.csv ] || cp class/grades.csv .
rm -r students class
exit $status
