#!/usr/bin/env bash
# frameworks.sh SOURCE-DIR BUILD-DIR [NAME] -- the example of each test framework that is installed, or of one.
#
# Each has a test that passes and one that must fail and name the place of the block. CC, CXX: the compilers.
# Exit status: 0; 1 and what failed.
set -uo pipefail
root=$1 lib=$2/lib only=${3:-}
here=$root/harness/tests/frameworks
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LD_LIBRARY_PATH=$lib
flags=(-g -O0 "-I$root/harness/include" "-L$lib")
status=0

framework() { # NAME SOURCE HEADER FLAGS...
    local name=$1 source=$2 header=$3 language=c compiler=("${CC:-cc}")
    shift 3
    [ -z "$only" ] || [ "$name" = "$only" ] || return 0
    [ "${source%.cc}" = "$source" ] || language=c++ compiler=("${CXX:-c++}" -std=c++17)
    if ! "${compiler[@]}" "${flags[@]}" "$@" -E -include "$header" -x "$language" /dev/null >/dev/null 2>&1; then
        echo "skipped: $name is not installed"
        return 0
    fi
    if ! "${compiler[@]}" "${flags[@]}" "$here/$source" -o "$work/t" -lheapmark "$@" >"$work/log" 2>&1; then
        cat "$work/log"
        echo "$name: does not build"
        status=1
        return 0
    fi
    if (cd "$work" && ./t) >"$work/log" 2>&1; then
        echo "$name: the test that allocates passes"
        status=1
    elif ! grep -q 'allocatesat.*allocates\.h:' < <(tr -d '[:space:]' <"$work/log") || # Catch2 folds long paths
        grep -qE '2 (tests? )?(failed|FAILED|Failures)|Failures: 2' "$work/log"; then
        cat "$work/log"
        echo "$name: does not name the place, or more fails"
        status=1
    else
        echo "$name: as told"
    fi
}

framework CMocka cmocka.c stdlib.h -lcmocka
framework Check check.c check.h -lcheck -lsubunit -lm -lrt -pthread
framework Criterion criterion.c criterion/criterion.h -lcriterion
framework Unity unity.c unity.h -lunity
framework GoogleTest googletest.cc gtest/gtest.h -lgtest -lgtest_main -pthread
framework Catch2 catch2.cc catch2/catch.hpp
exit $status
