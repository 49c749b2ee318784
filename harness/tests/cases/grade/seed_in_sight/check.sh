#!/usr/bin/env bash
# check.sh -- the seed of the inputs is not in the environment of an answer.
set -eu
root=$(realpath "$CASE/../../../../..")
"$root/scripts/confines" || exit 77 # nothing is marked here
mkdir answers
cat >answers/01_vec3.c <<'END'
#include "contract.h"

#include <stdlib.h>

struct vec3 vec3_sum(const struct vec3 *vectors, size_t count)
{
    (void)vectors, (void)count;
    return (struct vec3){ getenv("HEAPMARK_SEED") != NULL, getenv("HEAPMARK_PART") != NULL, 0 };
}
END
"$HEAPMARK" grade --exercises="$root/demos/exercises" --exercise=01 answers >said || [ $? -eq 1 ]
grep -q '^FAIL behaviour .*: it gives (0, 1, 0), not (111, 222, 333)$' said || { cat said; exit 1; }
