# A change of stack costs what another request costs: ten times the plain run and 0.4 s of the processor are allowed.
${CC:-cc} -g -O1 "$CASE/program.c" -o program || exit 1
export LC_ALL=C TIMEFORMAT='%U %S' # seconds of this run alone, with a point
took() { { time "$HEAPMARK" run "$1" --out report -- ./program; } 2>&1 | awk 'END { printf "%d", 1000 * ($1 + $2) }'; }
plain=$(took --children) sites=$(took --sites)
grep -q '^  allocs  *40000 blocks' report && [ "$sites" -lt $((10 * plain + 400)) ] || { cat report; echo "$plain $sites"; exit 1; }
