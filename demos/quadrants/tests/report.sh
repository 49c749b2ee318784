#!/bin/sh
# report.sh -- checks what `make explain` shows for the demos, from a live run: report.sh SOURCE BUILD. Go's
# side comes from the record. Exit status: 0 all is shown; 1 something is missing; 77 a part could not be measured.
set -u
text=$(BUILD=$2 HEAPMARK_GO=recorded "$1/scripts/explain") || exit 1
failed=0

# entry CASE -- the lines of the report about the case.
entry() {
    printf '%s\n' "$text" | awk -v name="$1" '$0 == name { on = 1 } on && $0 == "" { exit } on'
}

# want CASE TEXT
want() {
    entry "$1" | tr -s ' \n' ' ' | grep -qF -- "$(echo "$2" | tr -s ' ')" && return # lines are wrapped
    echo "explain: $1: expected: $2" >&2
    failed=1
}

for part in LLVM run; do
    if entry SetC1/impl=constants | grep "^    $part  *not measured"; then
        exit 77
    fi
done
want SetC1/impl=reused_array '    run   no block made while it ran'
want SetC1/impl=gc '    run   not measured: the trace never ran this case'
for case in small_int run_time_int all_boxed; do
    want SetC1/impl=$case 'parameter to indirect call c.methods->do_boxed'
done
want SetC1/impl=run_time_int 'returned from box_int_1_8'
want SetC1/impl=all_boxed 'returned from box_string_1_8'
for case in constBoxed smallIntBoxed intBoxed returnedAddress makeFive makeFour longString joined newLocal \
    mallocLocal plainLocal; do
    want Quadrants/case=$case ' allocs/op, '
    if entry Quadrants/case=$case | grep '^  C .*not measured'; then
        failed=1
    fi
done
want Quadrants/case=makeChan '  C       not measured: C has no channel'
want Quadrants/case=intBoxed '          says heap, a block'
want Quadrants/case=smallIntBoxed '          says heap, no block'
want Quadrants/case=mallocLocal '          says it stays, a block'
want Quadrants/case=newLocal '          says it stays, no block'
exit $failed
