/* concat_boxed.c -- every step makes a new text and frees the one before: s += "x" in Go. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

/* Returns a new text, or NULL without memory. Frees `text` in both cases. */
static char *joined(char *text, struct view piece)
{
    size_t len = strlen(text);
    char *longer = malloc(len + piece.len + 1);
    if (longer != NULL) {
        memcpy(longer, text, len);
        memcpy(longer + len, piece.at, piece.len);
        longer[len + piece.len] = '\0';
    }
    free(text);
    return longer;
}

long concat_boxed(struct view piece)
{
    char *text = strdup("");
    for (int i = 0; i < TIMES && text != NULL; i++)
        text = joined(text, piece);
    if (text == NULL)
        return -1;
    long len = (long)strlen(text);
    free(text);
    return len;
}
