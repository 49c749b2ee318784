# All blocks of a run have one size because all inputs have: the advice goes by the run, and where LLVM is there the
# report says that the size is no constant of the source. A size that is one is marked in the JSON.
cat >program.c <<'END'
#include <stdlib.h>
#include <string.h>
static int encode(const unsigned char *pixel, size_t count)
{
    unsigned char *copy = malloc(2 * count);
    memcpy(copy, pixel, count);
    int r = copy[count - 1];
    free(copy);
    return r;
}
static void *make(size_t n) { return malloc(n); }
int main(int argc, char **argv)
{
    (void)argv;
    static unsigned char image[SIDE * SIDE];
    int r = 0;
    for (int i = 0; i < 5; i++)
        r += encode(image, argc > 1 ? sizeof image : 4096);
    char *fixed = malloc(sizeof image / SIDE);
    free(make(argc > 1 ? 1 : 2));
    free(fixed);
    return r;
}
END
"$HEAPMARK" trace -DSIDE=1024 program.c >said && "$HEAPMARK" trace --json=json program.c -D SIDE=1024 || exit 1
cat said
grep -q '^program.c:5:27: malloc(8192) not seen to escape encode (5 of 5); an automatic variable would do in this run$' said &&
    grep -q 'add.* up to more than 4096 B (--stack-budget=BYTES): encode 8192 B' said || exit 1
constant() { # of the site in line $1: true, false or null
    sed -n '/"sites"/,/"events"/p' json | awk -v line="$1" '/^   "line":/ { here = $2 == line "," }
        here && /"size_is_constant"/ { print $2 }'
}
if ! "$HEAPMARK" escape --help >help 2>&1; then # without LLVM nothing is claimed
    [ "$(constant 5)" = null, ] && ! grep -q 'size:' said
    exit
fi
[ "$(constant 5)" = false, ] && [ "$(constant 19)" = true, ] && [ "$(constant 11)" = false, ] &&
    [ "$(grep -c '^        size: not a constant of the source; another run may ask for more$' said)" = 2 ]
