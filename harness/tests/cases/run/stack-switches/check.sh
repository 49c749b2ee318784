# A change of stack costs what another request costs: ten times the plain run and 0.4 s are allowed.
${CC:-cc} -g -O1 "$CASE/program.c" -o program || exit 1
timeout 60 "$HEAPMARK" run --sites --out report -- ./program && grep -q '^  allocs  *40000 blocks' report || exit 1
start=$(date +%s%N)
"$HEAPMARK" run --out plain -- ./program || exit 1
middle=$(date +%s%N)
"$HEAPMARK" run --sites --out report -- ./program || exit 1
end=$(date +%s%N)
[ $((end - middle)) -lt $((10 * (middle - start) + 400000000)) ]
