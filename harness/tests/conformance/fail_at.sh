#!/bin/sh
# fail_at.sh REASON -- HEAPMARK_FAIL_AT can make any one request of a program fail, also one in main().
# Libraries allocate before main, so the loop looks for the number of main's request.
set -eu
n=1
while [ "$n" -le 50 ]; do
    if [ "$(HEAPMARK_FAIL_AT=$n "$1" | cut -d, -f1)" = "counted: 0 alloc" ]; then
        echo "request $n is main's, and failed"
        exit 0
    fi
    n=$((n + 1))
done
echo "fail_at.sh: none of the first 50 requests was main's malloc(24)" >&2
exit 1
