# Stacks without names are matched by their places: one place's change is not shown at another, and none is lost in a sum.
cat >two.c <<'END'
#include <stdlib.h>
static void *volatile kept;
static __attribute__((noinline)) void a(int n) { while (n-- > 0) kept = malloc(10); }
static __attribute__((noinline)) void b(int n) { while (n-- > 0) kept = malloc(20); }
int main(int argc, char **argv) { (void)argv; a(argc); b(2 * argc - 2); a(0); return 0; }
END
"${CC:-cc}" -O1 -s -o two two.c || exit 77
"$HEAPMARK" run --sites=all --json --out old.json -- ./two x x || exit 1
"$HEAPMARK" run --against=old.json --out report -- ./two x || exit 1
[ "$(grep -c 'down: 3 -> 2 blocks (-1), 30 -> 20 bytes (-10)$' report)" = 1 ] &&
    [ "$(grep -c 'down: 4 -> 2 blocks (-2), 80 -> 40 bytes (-40)$' report)" = 1 ] || { grep -A9 against report; exit 1; }
"$HEAPMARK" run --against=old.json --out report -- ./two x x && grep -q 'bytes: 0 of 2 stacks differ$' report || exit 1
# What an older report does not say is not 0.
sed '/"live_blocks": [0-9]*,$/{/  "live_blocks"/d}' old.json >less.json
"$HEAPMARK" run --against=less.json -- ./two 2>said
[ $? = 2 ] && grep -q 'less.json: does not say live_blocks of its sites' said || { cat said; exit 1; }
sed 's/"frames": /"stack": /' old.json >less.json
"$HEAPMARK" run --against=less.json -- ./two 2>said
[ $? = 2 ] && grep -q 'less.json: does not say frames of its sites' said || { cat said; exit 1; }
# Texts of others are shown without control characters.
name=$(printf 'new\nline')
mv old.json "$name"
"$HEAPMARK" run --against="$name" --filter="$name" --out report -- ./two x x || exit 1
grep -q '^  against new?line, ' report && grep -q '^  with "new?line" in the stack: 0 sites' report
[ $? = 0 ] && rm "$name" || exit 1
"$HEAPMARK" run --against="$name" -- ./two 2>said
[ $? = 2 ] && [ "$(wc -l <said)" = 1 ]
