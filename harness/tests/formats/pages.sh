#!/usr/bin/env bash
# pages.sh -- open the HTML reports in a headless Chromium: no error, no request, and what page.html looks at.
#
#   pages.sh HEAPMARK DIR     DIR: where page.html is
#
# Exit status: 0, 1 a page is wrong, 77 there is no Chromium.
set -uo pipefail
heapmark=$1 here=$2
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    { echo "skipped: there is no Chromium"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
cat >program.c <<'C'
#include <stdlib.h>
static void *kept;
static void *box(size_t n) { return malloc(n); } // SECRET
static void op(void) { free(box(16)); }
int main(void)
{
    for (int i = 0; i < 3; i++)
        op();
    kept = box(5);
    return kept == 0;
}
C
${CC:-cc} -O1 -g -fno-builtin-malloc -o program program.c || exit 2
"$heapmark" trace --html=report.html --quiet program.c || exit 1
"$heapmark" run --html --out run.html -- ./program || exit 1
status=0
grep -q SECRET report.html && grep -q SECRET run.html || { echo "WRONG: the source is not shown"; status=1; }
"$heapmark" trace --html=none.html --no-source --quiet program.c
"$heapmark" run --html --no-source --out none_run.html -- ./program
! grep -q SECRET none.html none_run.html || { echo "WRONG: --no-source shows the source"; status=1; }
! grep -qE '(src|href)="(https?:)?//' report.html run.html || { echo "WRONG: a page loads something"; status=1; }

cp "$here/page.html" .
for scheme in 0 1; do # dark, light
    HOME=$work timeout 100 "$chromium" --headless --no-sandbox --disable-gpu --allow-file-access-from-files \
        --blink-settings=preferredColorScheme=$scheme --enable-logging=stderr --virtual-time-budget=60000 \
        --dump-dom "file://$work/page.html" >dom 2>log
    if ! grep -q '<title>pages hold</title>' dom; then
        echo "WRONG: $(grep -o '<title>[^<]*' dom | head -1)"
        tail -5 log
        status=1
    fi
    ! grep -E 'CONSOLE|Refused' log || { echo "WRONG: a page says something on the console"; status=1; }
done
exit $status
