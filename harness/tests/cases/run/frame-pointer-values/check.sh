# No value of the frame pointer's register may be followed out of the stack.
${CC:-cc} -O2 -fomit-frame-pointer "$CASE/program.c" -o program || exit 1
for value in 0 1 8 16 -1 -8 -16 -24 -32 -4096 0x7ffffffffffffff8 0x7fffffffffffffff 0x7ffffffff000; do
    for option in --sites --json; do
        "$HEAPMARK" run $option --out report -- ./program $value
        [ $? = 7 ] || { echo "rbp $value, $option: ended otherwise"; exit 1; }
    done
done
