# A caller in assembly that does not align the stack: where malloc of the C library works, it works when counted.
${CC:-cc} -g -O1 "$CASE/program.c" -o program || exit 1
for bytes in 0 8 4 1; do
    for function in malloc calloc realloc; do
        ./program $bytes $function >/dev/null 2>&1 || continue # not with this C library either
        for option in --sites --json --children; do
            "$HEAPMARK" run $option --out report -- ./program $bytes $function ||
                { echo "$function, $bytes bytes off, $option: ended otherwise"; exit 1; }
        done
    done
done
./program 0 malloc # the test can fail
