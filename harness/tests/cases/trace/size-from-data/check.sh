# All blocks of a run have one size because all inputs have: the advice goes by the run, and where LLVM is there the
# report says that the size is no constant of the source, and a bound in place of an automatic variable. A size that is
# one is marked in the JSON. Of a program the sizes are known with -p, and a note says so without.
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
static void *pad_alloc(size_t n) { return malloc(n > 0 ? n + 8 : 16); }
static void *xmalloc(size_t n)
{
    void *p = malloc(n);
    if (p == NULL)
        abort();
    return p;
}
static int others(const char *name)
{
    char *a = xmalloc(40), *b = xmalloc(strlen(name));
    char *c = pad_alloc(40), *d = strdup("text");
    int r = a[0] + b[0] + c[0] + d[0];
    free(a);
    free(b);
    free(c);
    free(d);
    return r;
}
int main(int argc, char **argv)
{
    static unsigned char image[SIDE * SIDE];
    int r = 0;
    for (int i = 0; i < 5; i++)
        r += encode(image, argc > 1 ? sizeof image : 4096);
    char *fixed = malloc(sizeof image / SIDE);
    free(make(argc > 1 ? 1 : 2));
    free(fixed);
    return (r + others(argv[0])) & 0;
}
END
"$HEAPMARK" trace -DSIDE=1024 program.c >said && "$HEAPMARK" trace --json=json program.c -D SIDE=1024 || exit 1
cat said
grep -q 'add.* up to more than 4096 B (--stack-budget=BYTES): encode 8192 B' said || exit 1
constant() { # of the site in line $1: true, false or null
    sed -n '/"sites"/,/"events"/p' json | awk -v line="$1" '/^   "line":/ { here = $2 == line "," }
        here && /"size_is_constant"/ { print $2 }'
}
if ! "$HEAPMARK" escape --help >help 2>&1; then # without LLVM nothing is claimed
    [ "$(constant 5)" = null, ] && ! grep -q 'size:' said &&
        grep -q '^program.c:5:27: malloc(8192) not seen .* (5 of 5); an automatic variable would do in this run$' said
    exit
fi
cat >want <<'END'
program.c:5:27: malloc(8192) not seen to escape encode (5 of 5); a buffer of 8192 B would do in this run
program.c:22:15: xmalloc(40) not seen to escape others (1 of 1); an automatic variable would do in this run
program.c:22:33: xmalloc(SIZE) not seen to escape others (1 of 1); a buffer of SIZE B would do in this run
END
sed 's/xmalloc([^4][0-9]*)/xmalloc(SIZE)/; /xmalloc(SIZE)/s/of [0-9]* B/of SIZE B/' said >masked
for line in 5 22; do grep "^program.c:$line:" masked; done >seen
diff want seen && [ "$(constant 5)" = false, ] && [ "$(constant 37)" = true, ] && [ "$(constant 11)" = false, ] &&
    [ "$(constant 23)" = "true,
null," ] || exit 1

${CC:-cc} -g -finstrument-functions -fno-builtin -DSIDE=1024 program.c -o program || exit 1
printf '[{"directory": "%s", "file": "program.c", "command": "cc -DSIDE=1024 -c program.c"}]\n' "$PWD" >compile_commands.json
"$HEAPMARK" trace ./program >plain && "$HEAPMARK" trace -p . ./program >joined || exit 1
grep -q 'encode (5 of 5); an automatic variable would do' plain && grep -q '^note: sizes are those of this run; with -p DIR' plain &&
    grep -q 'encode (5 of 5); a buffer of 8192 B would do' joined && ! grep -q '^note: sizes' joined || exit 1
"$HEAPMARK" trace -p nothing ./program >none 2>said; [ $? = 2 ] && [ ! -s none ] &&
    grep -qx 'heapmark trace: nothing/compile_commands.json: No such file or directory' said || exit 1
printf '[' >compile_commands.json
"$HEAPMARK" trace -p . ./program >none 2>said && cat said && [ "$(wc -l <said)" = 1 ] && grep -q 'not compared with the source' said
