# After the program has forbidden itself a system call, none is made in its name.
${CC:-cc} -g -O1 -pthread "$CASE/program.c" -o program || exit 1
./program >/dev/null || exit 77
for arguments in '' 1 '1 2' '1 2 3'; do
    # shellcheck disable=SC2086 # words
    [ "$("$HEAPMARK" run --sites --out report -- ./program $arguments)" = end ] && grep -q ' work .*program.c' report ||
        { echo "arguments '$arguments'"; cat report; exit 1; }
done
"$HEAPMARK" run --sites --children --out report -- ./program 1 2 3 && grep -q '^not counted: 1 process: a fork, after' report &&
    ! grep -q '^process.*fork' report
