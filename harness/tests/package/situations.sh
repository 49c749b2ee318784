#!/usr/bin/env bash
# situations.sh SOURCE-DIR BUILD-DIR -- the library where it cannot count, twice in one process, and of another version.
#
# Where nothing can be counted a test is skipped, not passed. CC: the compiler. Exit status: 0; 1 and what failed.
set -uo pipefail
root=$1 lib=$2/lib
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/harness/tests/package/*.[ch] "$work"
cd "$work" || exit 1
export LD_LIBRARY_PATH=$lib
include=-I$root/harness/include
flags=(-gdwarf-4 -O1 -fno-builtin-malloc -fno-builtin-free "$include" "-L$lib")

wrong() { cat log 2>/dev/null; echo "$1"; exit 1; }
builds() { "$cc" "${flags[@]}" "$@" >log 2>&1; }
expect() { # PATTERN COMMAND...
    local pattern=$1
    shift
    "$@" >log 2>&1
    grep -qE -e "$pattern" log || wrong "'$*' does not say $pattern"
}
words=(-DCOPIES test_words.c words.c -lheapmark -lcmocka)

# A budget that is broken, but nothing counts: skipped.
for sanitizer in address thread; do
    if builds "-fsanitize=$sanitizer" "${words[@]}" -o t && "$cc" "-fsanitize=$sanitizer" -x c - -o probe <<<'int main(void){return 0;}' && ./probe; then
        expect 'SKIPPED.*1 test|1 SKIPPED' ./t
        grep -q 'cannot count here: built with a sanitizer' log || wrong "no reason"
    else
        echo "skipped: $cc has no -fsanitize=$sanitizer here"
    fi
done
builds "${words[@]}" -o t || wrong "test_words.c does not build"
expect 'copy at .*words\.c:12' ./t
! command -v valgrind >/dev/null || { expect '1 SKIPPED' valgrind -q ./t; expect 'running under Valgrind' valgrind -q ./t; }

# The verdict that a failure points to: the test as it is under the Valgrind tool.
if [ -d "$lib/heapmark/valgrind" ]; then
    expect 'heapmark trace --any \./t$' ./t
    expect 'outlives copy: lives in words_count' "$2/bin/heapmark" trace --any ./t
fi

# A library with a malloc in front of it; preloaded, it is in front again.
if builds -Wl,--no-as-needed -ljemalloc "${words[@]}" -o j; then
    expect 'cannot count here: malloc in this program is not heapmark' ./j
    cp "$lib/libheapmark.so.0" . # LD_PRELOAD has no quoting
    expect 'copy at .*words\.c:12' env LD_PRELOAD=./libheapmark.so.0 ./j
fi

# A static program.
archive=("$lib/libheapmark.a" -ljansson -ldw -lelf -lm)
cat >static.c <<'C'
#include <heapmark/expect.h>
#include <stdio.h>
int main(void)
{
    hm_budget none = { 0 };
    hm_expect *e = hm_expect_begin(none);
    const hm_finding *found = hm_expect_end(e);
    printf("%d %s", (int)found->verdict, found->message);
}
C
if builds -static static.c "${archive[@]}" -llzma -lbz2 -lz -o s; then
    expect '^2 .*cannot count here: a static binary' ./s
else
    echo "skipped: no static libdw here"
fi

# Headers newer than the library, and older ones.
cp -r "$root/harness/include" newer
sed -i 's/^#define HM_VERSION_MINOR .*/#define HM_VERSION_MINOR 9/' newer/heapmark/version.h
flags[4]=-Inewer
builds bench_words.c words.c -lheapmark -o b || wrong "bench_words.c does not build"
expect 'b: compiled with the headers of heapmark 0\.9, running with the library of heapmark 0\.1' ./b
./b >/dev/null 2>&1
[ $? = 2 ] || wrong "a wrong version does not end with status 2"
builds test_words.c words.c -lheapmark -lcmocka -o t && expect 'compiled with the headers of heapmark 0\.9' ./t
flags[4]=$include

# A plugin that shares the library, or has a copy of it, in a program that has it or a copy, or none.
plugin=(plugin.c -fPIC -shared)
builds "${plugin[@]}" -lheapmark -o shared.so || wrong "shared.so"
builds "${plugin[@]}" "${archive[@]}" -o copy.so || wrong "copy.so"
builds host.c -lheapmark -ldl -o host || wrong "host.c"
builds host.c "${archive[@]}" -ldl -o own || wrong "host.c with the archive"
expect '^host 0, plugin 1, counts$' ./host ./shared.so
for host in ./host ./own; do
    expect '^host 0, plugin (1, counts|2, malloc in this program is not heapmark)' "$host" ./copy.so
done
expect '^host 0, plugin [12], ' ./own ./shared.so
