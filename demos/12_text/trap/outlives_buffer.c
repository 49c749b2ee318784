/* expect: -Wuse-after-free */
#include <stdlib.h>
#include <string.h>

struct view {
    const char *at;
    size_t len;
};

size_t first_word(const char *line)
{
    char *copy = strdup(line);
    if (copy == NULL)
        return 0;
    struct view word = { copy, strcspn(copy, " ") };
    free(copy);
    return (size_t)word.at[0] + word.len; /* the view outlived its bytes */
}
