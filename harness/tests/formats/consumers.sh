#!/usr/bin/env bash
# consumers.sh -- the files for other viewers, read back by those viewers: they must give our counts.
#
#   consumers.sh HEAPMARK DIR     DIR: where dh_view.js of this folder is
#
# Consumers: Valgrind's dh_view.js (run by node), `go tool pprof`, Firefox Profiler (profiler-cli), sarif-tools
# (sarif), Microsoft's sarif-multitool. One that is not here is skipped by name. Exit status: 0, 1 one of them disagrees, 77 none is here.
set -uo pipefail
heapmark=$1 here=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
ran=0 failed=0
have() { command -v "$1" >/dev/null 2>&1 || { echo "skipped: there is no $1"; return 1; }; }
ok() { # WHAT WANT HELD
    ran=1
    if [ "$2" = "$3" ]; then echo "ok: $1: $2"; else echo "WRONG: $1: expected '$2', found '$3'"; failed=1; fi
}

cat >program.c <<'C'
#include <stdlib.h>
static void *kept;
static void *box(size_t n) { return malloc(n); }
static void op(void) { free(box(16)); }
int main(void)
{
    char *volatile own;
    for (int i = 0; i < 7; i++) {
        op();
        own = malloc(32);
        free(own);
    }
    kept = box(5);
    return kept == 0;
}
C
${CC:-cc} -O2 -g -fno-builtin-malloc -o program program.c || exit 2
for format in dhat folded sarif; do "$heapmark" trace --format=$format --out=trace.$format program.c || failed=1; done
for format in dhat folded; do "$heapmark" run --format=$format --out run.$format -- ./program || failed=1; done

# 7 x 16, 7 x 32 and 5 bytes; at most 32 at once, 5 at the end. All frames outlive their block by one event or two.
viewer=$(ls /usr/libexec/valgrind/dh_view.js /usr/lib*/valgrind/dh_view.js 2>/dev/null | head -1)
if have node && { [ -n "$viewer" ] || { echo "skipped: there is no dh_view.js (valgrind)"; false; }; }; then
    ok "dh_view of trace" "15 341" "$(node "$here/dh_view.js" "$viewer" trace.dhat | cut -d ' ' -f 1,2)"
    ok "dh_view of trace, at the peak and at the end" "1 32 1 5" "$(node "$here/dh_view.js" "$viewer" trace.dhat | cut -d ' ' -f 4-)"
    ok "dh_view of run" "15 341" "$(node "$here/dh_view.js" "$viewer" run.dhat)"
fi
ok "folded stacks of trace" 15 "$(awk '{ n += $NF } END { print n }' trace.folded)"
ok "folded stacks of run" 15 "$(awk '{ n += $NF } END { print n }' run.folded)"
if ! "$heapmark" trace --format=pprof --out=trace.pb.gz program.c 2>said; then
    grep -q 'built without protobuf-c' said && echo "skipped: pprof: $(cat said)" || { cat said; failed=1; }
elif have go && "$heapmark" run --format=pprof --out run.pb.gz -- ./program; then
    ok "go tool pprof -top of trace" "15 100%" "$(go tool pprof -top trace.pb.gz 2>/dev/null | sed -n 's/.* \(15 *100%\) *main$/\1/p' | tr -s ' ')"
    ok "go tool pprof -list of trace" 8 "$(go tool pprof -list '^box$' trace.pb.gz 2>/dev/null | awk '/return malloc/ { print $1 }')"
    ok "go tool pprof -peek of run" 15 "$(go tool pprof -peek '^main$' run.pb.gz 2>/dev/null | awk '/\| main$/ { print $4 }')"
    ok "go tool pprof, in use" "5B" "$(go tool pprof -sample_index=inuse_space -unit=B -top run.pb.gz 2>/dev/null | awk '$NF == "main" { print $4 }')"
    ok "go tool pprof -diff_base" 0 "$(go tool pprof -top -diff_base=run.pb.gz run.pb.gz 2>/dev/null | sed -n 's/.*accounting for \([0-9]*\),.*/\1/p')"
fi
if have profiler-cli; then
    profiler-cli load trace.dhat >/dev/null && ok "Firefox Profiler has our verdict" yes \
        "$(grep -q 'outlives box: lives in op' < <(profiler-cli thread samples-top-down 2>/dev/null) && echo yes)"
    profiler-cli stop >/dev/null 2>&1
fi
have sarif && ok "sarif-tools: warnings and notes" 2 "$(sarif summary trace.sarif 2>/dev/null | awk '/^(warning|note):/ { n += $2 } END { print n }')"
if have sarif-multitool; then # GitHub's rules
    ok "sarif-multitool" "Analysis completed successfully." \
        "$(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 sarif-multitool validate trace.sarif --rule-kind 'Sarif;Ghas' 2>&1 | grep -E 'error|completed')"
fi
[ $failed -eq 0 ] || exit 1
[ $ran -eq 1 ] || exit 77
