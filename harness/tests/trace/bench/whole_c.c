/* whole_c.c -- a whole program in C: texts of nested lists become trees, are printed and freed.
 *
 * Usage: whole_c N. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *first, *next;
    char *word; /* NULL: a list */
};

static const char *skip(const char *at)
{
    while (*at == ' ')
        at++;
    return at;
}

static const char *parse(const char *at, struct node **out);

static char *copy(const char *from, size_t n)
{
    char *to = malloc(n + 1);
    if (to == NULL)
        exit(2);
    memcpy(to, from, n);
    to[n] = '\0';
    return to;
}

static const char *parse_list(const char *at, struct node *list)
{
    struct node **end = &list->first;
    for (at = skip(at); *at != ')' && *at != '\0'; at = skip(at)) {
        at = parse(at, end);
        end = &(*end)->next;
    }
    return *at == ')' ? at + 1 : at;
}

static const char *parse(const char *at, struct node **out)
{
    struct node *n = *out = calloc(1, sizeof *n);
    if (n == NULL)
        exit(2);
    if (*at == '(')
        return parse_list(at + 1, n);
    size_t length = strcspn(at, " ()");
    n->word = copy(at, length);
    return at + length;
}

static unsigned long sum_of(const char *word)
{
    unsigned long sum = 0;
    for (; *word != '\0'; word++)
        sum = sum * 31 + (unsigned char)*word;
    return sum;
}

static size_t print(const struct node *n, char *to)
{
    if (n->word != NULL)
        return (size_t)sprintf(to, "%s-%lu ", n->word, sum_of(n->word) % 97);
    size_t length = (size_t)sprintf(to, "(");
    for (const struct node *c = n->first; c != NULL; c = c->next)
        length += print(c, to + length);
    return length + (size_t)sprintf(to + length, ") ");
}

static void release(struct node *n)
{
    for (struct node *c = n->first, *next; c != NULL; c = next) {
        next = c->next;
        release(c);
    }
    free(n->word);
    free(n);
}

static size_t once(const char *text)
{
    struct node *tree;
    char *line = malloc(16 * strlen(text) + 64);
    if (line == NULL)
        exit(2);
    parse(text, &tree);
    size_t length = print(tree, line);
    release(tree);
    free(line);
    return length;
}

int main(int argc, char **argv)
{
    long n = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    size_t total = 0;
    for (long i = 0; i < n; i++)
        total +=
            once("(let (one (two three) four) (map five (six seven (eight)) nine) (ten (eleven)))");
    printf("%zu\n", total);
    return 0;
}
