/* SET C 1, its arguments boxed by helpers one and two frames down. */
#include <stdlib.h>
#include <string.h>

struct value {
    int kind;
    union {
        char *text;
        int number;
    } u;
};

static char *copy(const char *text)
{
    char *out = malloc(8); // WANT "outlives copy: lives in op, 2 frames up; freed at"
    memcpy(out, text, strlen(text) + 1);
    return out;
}

static struct value *box_text(const char *text)
{
    struct value *v = malloc(sizeof *v);
    // WANT "outlives box_text: lives in op, 1 frame up; freed at" "1000 of 1000 blocks"
    v->kind = 0;
    v->u.text = copy(text);
    return v;
}

static struct value *box_int(int n)
{
    struct value *v = malloc(sizeof *v);
    // WANT "outlives box_int: lives in op, 1 frame up; freed at" "500 of 500 blocks"
    v->kind = 1;
    v->u.number = n;
    return v;
}

static size_t encode(char *out, struct value **argv, int argc)
{
    size_t n = 0;
    for (int i = 0; i < argc; i++)
        if (argv[i]->kind == 0)
            for (const char *c = argv[i]->u.text; *c != '\0'; c++)
                out[n++] = *c;
        else
            out[n++] = (char)('0' + argv[i]->u.number);
    return n;
}

static size_t op(void)
{
    char out[64];
    struct value *argv[] = { box_text("SET"), box_text("C"), box_int(1) };
    size_t n = encode(out, argv, 3);
    free(argv[0]->u.text);
    free(argv[1]->u.text);
    for (int i = 0; i < 3; i++)
        free(argv[i]);
    return n;
}

int main(void)
{
    size_t sum = 0;
    for (int i = 0; i < 500; i++)
        sum += op();
    return sum == 1;
}
