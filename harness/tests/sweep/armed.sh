#!/bin/sh
# armed.sh PROGRAM ARGS... -- become PROGRAM with the failure of `sweep --inner` armed; for what a sweep
# must prepare, or reaches only through another program.
exec env LD_PRELOAD="$SWEEP_PRELOAD" ${SWEEP_FAIL_AT:+"HEAPMARK_FAIL_AT=$SWEEP_FAIL_AT"} "$@"
