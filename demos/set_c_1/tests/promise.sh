#!/bin/sh
# promise.sh -- who checks the promise that arguments are only borrowed: promise.sh SOURCE BUILD.
#
# `heapmark escape` believes it where the rung makes its call, and not where the type says nothing. clang warns of a table
# that holds a function which does not promise. `heapmark escape --params` finds a function that promises and keeps the
# address. Exit status: 0; 1 a check is missing; 77 there is no clang or no heapmark escape.
set -u
clang=${HEAPMARK_CLANG:-clang}
heapmark=$2/bin/heapmark
cd "$1/demos" || exit 1
"$heapmark" escape --help >/dev/null 2>&1 && command -v "$clang" >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# want REGEX: a line among what has been said
want() {
    grep -qE -- "$1" "$work/said" && return
    echo "promise: expected: $1" >&2
    cat "$work/said" >&2
    failed=1
}

"$heapmark" escape --no-o2 --locals set_c_1/4_borrowed_array.c set_c_1/6_promised_array.c -- -I. >"$work/said" 2>&1
want '4_borrowed_array.c:.* address of args escapes: parameter to indirect call c.methods->do_boxed'
want '6_promised_array.c:.* args does not escape'

cat >"$work/table.c" <<'C'
#include "common/conn.h"
static const struct iface *last;
static struct result keeps(void *self, const char *command, const struct iface *args BORROWED, size_t count)
{
    (void)self, (void)command, (void)count;
    last = args;
    return (struct result){ 0 };
}
extern struct result promises_nothing(void *self, const char *command, const struct iface *args, size_t count);
const struct conn_methods believed = { .do_promised = keeps };
const struct conn_methods refused = { .do_promised = promises_nothing };
C
"$clang" -I. -fsyntax-only "$work/table.c" >"$work/said" 2>&1
want 'table.c:11:.*(warning|error): incompatible function pointer types'
"$heapmark" escape --no-o2 --params "$work/table.c" -- -I. >"$work/said" 2>&1
want 'table.c:3:.* leaking param: args'
"$heapmark" escape --no-o2 --params common/*.c -- -I. -D_GNU_SOURCE >"$work/said" 2>&1
line=$(sed -n '/^struct result redis_do_boxed/=' common/conn.c)
want "conn.c:$line:.* leaking param content: args"
exit $failed
