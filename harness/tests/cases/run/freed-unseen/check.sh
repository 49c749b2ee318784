# Blocks that another malloc made are freed by ours: what was alive is not known, and not a negative number.
${CC:-cc} -fno-builtin -shared -fPIC "$CASE/library.c" -o libgive.so && ${CC:-cc} "$CASE/program.c" -o program -ldl || exit 1
./program
[ $? = 7 ] || exit 77 # no such library can be loaded here
for option in --top=1 --children; do
    "$HEAPMARK" run $option --out report -- ./program
    [ $? = 7 ] && grep -q '^  alive: not known: ' report && ! grep -q 'live at' report || { cat report; exit 1; }
    "$HEAPMARK" run $option --json --out report -- ./program
    [ $? = 7 ] && grep -q '"frees": 10[0-9][0-9]' report && ! grep -q '"live_blocks": -' report || { cat report; exit 1; }
done
"$HEAPMARK" run --html --out report -- ./program
grep -q 'how many were alive is not known' report
