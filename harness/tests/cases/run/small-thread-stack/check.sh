# The library leaves a thread with the smallest stack nearly all of it.
${CC:-cc} -O1 -fno-builtin -pthread "$CASE/program.c" -o program || exit 1
ulimit -c 0
frames() { # COMMAND...: how deep the program comes, of 200 frames
    local n=0
    while [ $n -lt 200 ] && { "$@" $((n + 1)) >/dev/null 2>&1; [ $? = 7 ]; }; do n=$((n + 1)); done
    echo $n
}
bare=$(frames ./program)
[ "$bare" -gt 12 ] && [ "$bare" -lt 200 ] || exit 77
for option in --json --sites; do # 5 frames are 1.5 KiB
    "$HEAPMARK" run $option --out report -- ./program $((bare - 5))
    [ $? = 7 ] || { echo "$option: not $((bare - 5)) frames of $bare"; exit 1; }
done
