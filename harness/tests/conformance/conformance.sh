#!/bin/sh
# conformance.sh BARE COUNTED PRELOAD -- runs the conformance program alone, with the preload library, and
# counted with two allocators. All checks must pass each time, and the counts must not depend on the allocator.
set -eu
bare=$1 counted=$2 preload=$3
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$bare"
(cd "$(dirname "$preload")" && LD_PRELOAD=./$(basename "$preload") "$bare") # it has no quoting
HEAPMARK_ALLOCATOR=jemalloc "$counted" >"$out/jemalloc"
HEAPMARK_ALLOCATOR=glibc "$counted" >"$out/glibc"
diff -u "$out/jemalloc" "$out/glibc"
cat "$out/glibc"
