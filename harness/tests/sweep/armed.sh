#!/bin/sh
# armed.sh PROGRAM ARGS... -- becomes PROGRAM with the failure of `sweep --inner` armed. For a sweep that must
# prepare something first, or that starts PROGRAM through another program.
exec env LD_PRELOAD="$SWEEP_PRELOAD" ${SWEEP_FAIL_AT:+"HEAPMARK_FAIL_AT=$SWEEP_FAIL_AT"} "$@"
