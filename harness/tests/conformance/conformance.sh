#!/bin/sh
# conformance.sh BARE COUNTED PRELOAD - one program alone, under the preload library, and counted under
# two allocators: its promises hold everywhere, and the counts do not depend on who serves it.
set -eu
bare=$1 counted=$2 preload=$3
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$bare"
LD_PRELOAD=$preload "$bare"
HEAPMARK_ALLOCATOR=jemalloc "$counted" >"$out/jemalloc"
HEAPMARK_ALLOCATOR=glibc "$counted" >"$out/glibc"
diff -u "$out/jemalloc" "$out/glibc"
cat "$out/glibc"
