#!/usr/bin/env bash
# check.sh -- an answer whose file or folder has an odd name is marked, or named in a line; what is no file is refused.
set -eu
root=$(realpath "$CASE/../../../../..")
"$root/scripts/confines" || exit 77 # nothing is marked here
exercises=$root/demos/exercises
good=$exercises/01_vec3/solution.c
notes() { printf 'Predicted: 3 blocks\nObserved: 0 allocs/op\nBecause: it is a value\n' >"$1"; }
fail() { echo "$*:"; cat -v said; exit 1; }
# Arguments: the folder, the exit status, and a line of what was printed.
expect() {
    local status=0
    timeout 60 "$HEAPMARK" grade --exercises="$exercises" --exercise=01 --out=marks "$1" >said 2>&1 || status=$?
    [ $status -eq "$2" ] || fail "$1: $status"
    grep -q "$3" said || fail "$1: no line '$3'"
    if grep -q $'[\e\xfc]' said; then fail "$1: not cleaned"; fi
}
export LC_ALL=C
mkdir browser upper below two named class fifo folder device escape $'M\xfcller' $'new\n\e[31mline' class/ann
cp "$good" "browser/01_vec3 (1).c"; notes "browser/01_vec3 (1).txt"
expect browser 0 '^heapmark grade: browser/01_vec3 (1).c is taken for 01_vec3.c$'
cp "$good" upper/LEE_17_assign_01_VEC3.C; notes upper/01_Vec3.TXT
expect upper 0 '/LEE_17_assign_01_VEC3.C is taken for 01_vec3.c$'
mkdir below/hw; cp "$good" below/hw/01_vec3.c; notes below/01_vec3.txt
expect below 0 '^heapmark grade: below/hw/01_vec3.c is taken for 01_vec3.c$'
cp "$good" "two/01_vec3 (1).c"; cp "$good" "two/01_vec3 (2).c"
expect two 1 '/01_vec3 (2).c is not marked: more than one file could be meant$'
cp "$good" named/01_vec3.c; notes named/01_vec3.txt; echo '#error' >$'named/01_vec3 \e[1m.c'
expect named 0 '/01_vec3 ?\[1m.c is not marked: the file with the right name is there, too$'
cp "$good" class/ann/01_vec3.c
expect class 2 'only folders are in it; .heapmark grade-all. marks a class'
mkfifo fifo/01_vec3.c; expect fifo 1 'it is not a plain file'
mkdir folder/01_vec3.c; expect folder 1 'it is not a plain file'
ln -s /dev/zero device/01_vec3.c; expect device 1 'it is a symbolic link'
printf '#error \e[31mred\n' >escape/01_vec3.c; expect escape 1 '#error ?\[31mred'
for odd in $'M\xfcller' $'new\n\e[31mline'; do
    cp "$good" "$odd/01_vec3.c"; notes "$odd/01_vec3.txt"
    rm -rf marks
    expect "$odd" 0 '^\(M?ller\|new??\[31mline\): 10 of 10 marks$'
    grep -q '"student": "\(M?ller\|new??\[31mline\)"' marks/grade.json || fail "$odd: grade.json"
done
