#!/bin/bash
# as_libgcc.sh -- every stack of real programs is the one that libgcc sees, however it was found: along frame pointers,
# by unwind tables, or again from the cache.
#
#   as_libgcc.sh HEAPMARK LIBRARY     LIBRARY: the preload library, compiled with HM_STACKS_CHECK
#
# The library ends a program whose stack differs. What is not installed is named and skipped.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/lib"
cp "$1" "$work/bin/heapmark" && cp "$2" "$work/lib/libheapmark_preload.so" || exit 2
cd "$work" || exit 2
failed=0 checked=0

# check PROGRAM [ARG...]: it ends with status 0, and blocks were counted.
check() {
    if ! command -v "$1" >/dev/null; then
        echo "$1: skipped, not installed"
        return
    fi
    if ! bin/heapmark run --sites --out=report "$@" >/dev/null 2>errors; then
        echo "$1: FAILED"
        head -n 20 errors
        failed=1
    elif ! grep -q 'stacks by frame pointers' report; then
        echo "$1: FAILED: no stack was counted"
        failed=1
    else
        checked=$((checked + 1))
    fi
}

awk 'BEGIN { print "<r>"; for (i = 0; i < 4000; i++) print "<a id=\"" i "\"><b>text</b></a>"; print "</r>" }' >tree.xml
# The code may come to lie where other code lay, whose frames are of another size.
for size in 200 232; do
    cc -O2 -fomit-frame-pointer -fPIC -shared -DSIZE=$size "$here/unloaded.c" -o library_$size.so || exit 2
done
cc -O2 -DMAIN "$here/unloaded.c" -o unloaded -ldl || exit 2

check ./unloaded ./library_200.so ./library_232.so
check sqlite3 :memory: "with recursive c(i) as (select 1 union all select i + 1 from c where i < 3000)
    select count(distinct hex(i * 7919)), sum(length(printf('%d', i))) from c;"
check jq -n '[range(3000) | {a: ., b: tostring}] | map(.b) | length'
check xmllint --noout tree.xml
check perl -e 'my %h; for my $i (1 .. 20000) { $h{$i % 5000} = "x" x ($i % 40) . $i }'
check lua5.4 -e 'local t = {} for i = 1, 20000 do t[i % 500] = { i, tostring(i) } end'
check cmake --help-command-list
check python3 -c 'import json; json.loads(json.dumps(list(range(1000))))'
check git --version
[ "$checked" -gt 0 ] || failed=1
exit $failed
