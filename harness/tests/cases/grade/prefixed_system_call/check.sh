#!/usr/bin/env bash
# check.sh -- a system call in an encoding of its own ends the process of the answer, in the run that is measured too.
set -eu
root=$(realpath "$CASE/../../../../..")
"$root/scripts/confines" || exit 77 # nothing is marked here
[ "$(uname -m)" = x86_64 ] || exit 77
exercises=$root/demos/exercises
mkdir answers
cat >answers/01_vec3.c <<'END'
#include "contract.h"

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    long top;
    __asm__ volatile(".byte 0x66, 0x48, 0x0f, 0x05" : "=a"(top) : "a"(12L), "D"(0L) : "rcx", "r11", "memory");
    struct vec3 sum = { 0, 0, 0 };
    for (size_t i = 0; i < count; i++)
        sum = (struct vec3){ sum.x + vectors[i].x, sum.y + vectors[i].y, sum.z + vectors[i].z };
    return sum;
}
END
"$HEAPMARK" grade --exercises="$exercises" --exercise=01 answers >said || [ $? -eq 1 ]
grep -q '^FAIL integrity .*: __asm__, line 6$' said
grep -q '^FAIL behaviour .*: ended by signal 31 (Bad system call)$' said
grep -q '^FAIL allocations ' said
