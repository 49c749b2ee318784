# Code without unwind tables and frame pointers ends the stack: main did not call it. With frame pointers it is whole.
[ "$(uname -m)" = x86_64 ] || exit 77
${CC:-cc} -g -O1 -fno-omit-frame-pointer "$CASE/program.c" -o program || exit 1
"$HEAPMARK" run --sites=all --sort=blocks --out report -- ./program || exit
cat report
[ "$(grep -c ' target ' report)" = 2 ] && [ "$(grep -c ' framed ' report)" = 1 ] && [ "$(grep -c ' main ' report)" = 1 ]
