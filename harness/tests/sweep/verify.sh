#!/bin/sh
# verify.sh HEAPMARK PROGRAM FOLDER -- `heapmark verify` of one benchmark, a hundred times over: Valgrind itself is
# asked in the undisturbed run and its words are kept in FOLDER.
[ -n "${SWEEP_FAIL_AT:-}" ] || rm -rf "$3"
mkdir -p "$3"
export VALGRIND_SAID="$3" PATH="$(dirname "$0")/replay:$PATH"
exec "$(dirname "$0")/armed.sh" "$1" verify --benchtime 20x --bench Agree/libc "$2"
