# Of a library that was unloaded without our dlclose(), as libc does it with its own, no code is read.
${CC:-cc} -shared -fPIC -O1 "$CASE/library.c" -o library.so &&
    ${CC:-cc} -g -O1 -fno-omit-frame-pointer -fno-asynchronous-unwind-tables -fno-unwind-tables \
        -DLIBC='"libc.so.6"' "$CASE/program.c" -o program -ldl && ./program >bare || exit 77
"$HEAPMARK" run --sites --out report -- ./program >counted && cmp bare counted && grep -q '^ *caller .*program.c' report &&
    exit 0
cat report
exit 1
