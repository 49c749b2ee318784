# Where code has frame pointers each stack goes down to main, through the C library and a signal's
# frame too. Where it has none, the stack ends there: no function is passed over.
build() {
    ${CC:-cc} -g -O1 -fno-optimize-sibling-calls -fno-asynchronous-unwind-tables -fno-unwind-tables \
        "$1" "$CASE/program.c" -o program &&
        "$HEAPMARK" run --sites=all --sort=blocks --out report -- ./program
}
build -fno-omit-frame-pointer || exit 1
[ "$(grep -c ' leaf ' report)" = 3 ] && [ "$(grep -c ' main ' report)" = 3 ] || exit 1
[ "$(uname -m)" = x86_64 ] || exit 0
build -fomit-frame-pointer || exit 1
grep -q ' leaf ' report && ! grep -q ' main ' report
