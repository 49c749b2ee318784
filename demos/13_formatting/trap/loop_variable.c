/* expect: -Wdangling-pointer */
#include <stdio.h>

struct error {
    const int *line;
};

void print_last(const char *const *texts, int count)
{
    struct error last = { NULL };
    for (int line = 0; line < count; line++) {
        puts(texts[line]);
        last.line = &line; /* the same variable in each turn */
    }
    if (last.line != NULL)
        printf("%d\n", *last.line); /* and here it is gone */
}
