/* gcc -O2 inlines the start of step(), with its entry hook, into walk(); the rest of step(), with
 * the exit hook, has a machine frame of its own. */
#include <stdlib.h>
#include <string.h>

struct state {
    int depth;
    const char *end, *why;
};

__attribute__((noinline, noreturn)) void fail(struct state *s, const char *why)
{
    s->why = why;
    abort();
}

__attribute__((noinline)) int same(int a, int b)
{
    return a == b || b == '?';
}

static const char *step(struct state *s, const char *text, const char *with)
{
    if (s->depth-- == 0)
        fail(s, "too deep");
again:
    if (with != s->end) {
        switch (*with) {
        case '(':
            text = step(s, text, with + 1);
            break;
        case ')':
            text = step(s, text + 1, with + 1);
            break;
        case '[':
            text = step(s, text + 2, with + 2);
            break;
        case '$':
            text = *text == 0 ? text : NULL;
            break;
        case '^':
            text = text[0] == 'x' && text[1] == 'y' ? strchr(text, with[1]) : NULL;
            break;
        case '!':
            text = strrchr(text, with[1]);
            goto again;
        case '&':
            text = strpbrk(text, with + 1);
            with += strlen(with) - 1;
            goto again;
        default:
            if (same(*text, *with)) {
                text++;
                with++;
                goto again;
            }
            text = NULL;
        }
    }
    s->depth++;
    return text;
}

__attribute__((noinline)) void *keep(size_t n)
{
    return malloc(n);
}

__attribute__((noinline)) int walk(struct state *s, const char *text, const char *with)
{
    int hits = 0;
    s->end = with + 2;
    for (; *text != 0; text++)
        hits += step(s, text, with) != NULL;
    char *p = keep(24);
    hits += p != NULL;
    free(p);
    return hits;
}

__attribute__((noinline)) int other(struct state *s, const char *text)
{
    s->end = 0;
    return step(s, text, "$") != 0;
}

int main(int argc, char **argv)
{
    struct state s = { 200, 0, 0 };
    return walk(&s, argc > 1 ? argv[1] : "xxxxab", "ab") + other(&s, "") == 99;
}
