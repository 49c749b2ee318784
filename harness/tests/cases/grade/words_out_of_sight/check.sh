#!/usr/bin/env bash
# check.sh -- words that are refused are found where a macro puts them in a header, and where the answer includes itself.
set -eu
root=$(realpath "$CASE/../../../../..")
"$root/scripts/confines" || exit 77 # nothing is marked here
exercises=$root/demos/exercises
sum='struct vec3 vec3_sum(const struct vec3 *v, size_t n)
{
    struct vec3 s = { 0, 0, 0 };
    for (size_t i = 0; i < n; i++)
        s = (struct vec3){ s.x + v[i].x, s.y + v[i].y, s.z + v[i].z };
    return s;
}'
expect() {
    mkdir "$1"
    cat >"$1/01_vec3.c"
    "$HEAPMARK" grade --exercises="$exercises" --exercise=01 "$1" >said || [ $? -eq 1 ]
    grep -q "^FAIL integrity .*refused: $2" said || { echo "$1:"; cat said; exit 1; }
}
expect contract 'the attribute no_sanitize, line ' <<END
#define vec3_sum(...) vec3_sum(__VA_ARGS__) __attribute__((no_sanitize("address")))
#include "contract.h"
#undef vec3_sum
$sum
END
expect header 'the attribute constructor, line ' <<END
#define wchar_t __attribute__((constructor)) wchar_t
#include <stddef.h>
#undef wchar_t
#include "contract.h"
$sum
END
expect itself 'the attribute no_sanitize_thread, line 6' <<END
#ifndef AGAIN
#define AGAIN
#include "contract.h"
#include "./01_vec3.c"
#else
__attribute__((no_sanitize_thread)) struct vec3 vec3_sum(const struct vec3 *v, size_t n);
$sum
#endif
END
expect has_include 'a header name with // or /\*, line 2' <<END
#include "contract.h"
#if __has_include(</*>)
#endif
#pragma GCC diagnostic ignored "-Wall"
/* */
$sum
END
printf '#include "contract.h"\n#\fpragma GCC diagnostic ignored "-Wall"\n%s\n' "$sum" | expect form_feed '#pragma, line 2'
printf '#include "contract.h"\n#define P _Pragma("GCC diagnostic ignored \\"-Wall\\"")\nP\n%s\n' "$sum" | expect operator '_Pragma, line 2'
