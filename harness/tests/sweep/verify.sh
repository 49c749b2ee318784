#!/bin/sh
# verify.sh HEAPMARK PROGRAM FOLDER -- `heapmark verify` of one benchmark, for a sweep. The run without a failure
# calls the real Valgrind and keeps its output in FOLDER; the other runs replay that output.
[ -n "${SWEEP_FAIL_AT:-}" ] || rm -rf "$3"
mkdir -p "$3"
PATH=$(dirname "$0")/replay:$PATH
export VALGRIND_SAID="$3" PATH
exec "$(dirname "$0")/armed.sh" "$1" verify --benchtime 20x --bench Agree/libc "$2"
