#!/usr/bin/env bash
# headers.sh SOURCE-DIR BUILD-DIR -- each public header has an example here: it compiles as C11 and as C++17 without a
# warning, with the header as its first line, and does what it says.
#
# CC, CXX: the compilers. Exit status: 0; 1 and what failed.
set -uo pipefail
root=$1 build=$2
cc=${CC:-cc} cxx=${CXX:-c++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LD_LIBRARY_PATH=$build/lib
flags=(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -g -O1 -fno-builtin-malloc -fno-builtin-free
    "-I$root/harness/include")
status=0
wrong() { cat "$work/log"; echo "$1"; status=1; }

for header in "$root"/harness/include/heapmark/*.h; do
    name=$(basename "$header" .h)
    example=$root/harness/tests/headers/$name.c
    [ -f "$example" ] || { echo "$name.h has no example"; status=1; continue; }
    link=("-L$build/lib" -lheapmark -lcmocka)
    [ "$name" != trace ] || link=("-L$build/lib" -lheapmark_traced_test -lheapmark_trace -ldw -lelf -liberty)
    [ "$name" != exercise ] || link=("$build/lib/libheapmark_harness.a" -ljansson -lm -pthread)
    for language in c11 c++17; do
        compiler=("$cc" -x c -std=gnu11)
        [ "$language" = c11 ] || compiler=("$cxx" -x c++ -std=c++17)
        command -v "${compiler[0]}" >/dev/null || continue
        "${compiler[@]}" "${flags[@]}" "$example" -x none -o "$work/t" "${link[@]}" >"$work/log" 2>&1 ||
            { wrong "$name.h: its example does not compile as $language"; continue; }
        "$work/t" >"$work/log" 2>&1 || wrong "$name.h: its example fails as $language"
    done
done
exit $status
