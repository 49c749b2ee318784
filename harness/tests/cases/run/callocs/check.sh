# The stack of a calloc is found in the cache too, whatever rbp leads to: ten times the plain run's processor time and 0.15 s are allowed.
${CC:-cc} -g -O2 -fomit-frame-pointer "$CASE/program.c" -o program || exit 1
export LC_ALL=C TIMEFORMAT='%U' # with a point
took() { { time "$HEAPMARK" run "$1" --out report -- ./program; } 2>&1 | tr -d .; }
plain=$(took --children) sites=$(took --sites)
grep -q '^    300000 blocks, 12000000 bytes' report && [ "$((10#$sites))" -lt $((10 * 10#$plain + 150)) ] || { cat report; echo "$plain $sites"; exit 1; }
