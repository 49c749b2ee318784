# The environment is what it is without us: the same variables in the same order, and the auxiliary vector behind them.
# shellcheck disable=SC2086 # words
${CC:-cc} -g -O1 "$CASE/program.c" -o program && ${CC:-cc} -shared -fPIC -x c /dev/null -o libnone.so || exit 1
export A_FIRST=1
for preload in '' "$PWD/libnone.so"; do
    for command in ./program 'env -i A=1 ./program' 'env -u A_FIRST ./program'; do
        ${preload:+env LD_PRELOAD="$preload"} $command | grep -v "^_=" >bare
        for option in --json --sites; do
            ${preload:+env LD_PRELOAD="$preload"} "$HEAPMARK" run $option --out report -- $command | grep -v "^_=" >counted
            cmp bare counted || { echo "$preload $command, $option"; diff bare counted; exit 1; }
        done
    done
done
env -i ./program >bare && env -i "$HEAPMARK" run --out report -- ./program >counted && cmp bare counted
