/* split_boxed.c -- an array of texts, one block for each field and one for the array. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

static size_t count_fields(struct view line)
{
    size_t count = 1;
    for (size_t i = 0; i < line.len; i++)
        count += line.at[i] == ',';
    return count;
}

static void free_fields(char **fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(fields[i]);
    free(fields);
}

/* Returns an array of `count` texts that the caller frees; NULL without memory. */
static char **split(struct view line, size_t count)
{
    char **fields = malloc(count * sizeof *fields);
    for (size_t i = 0; i < count && fields != NULL; i++) {
        const char *comma = memchr(line.at, ',', line.len);
        size_t len = comma == NULL ? line.len : (size_t)(comma - line.at);
        fields[i] = strndup(line.at, len);
        if (fields[i] == NULL) {
            free_fields(fields, i);
            return NULL;
        }
        if (comma != NULL)
            line = (struct view){ comma + 1, line.len - len - 1 };
    }
    return fields;
}

long longest_boxed(struct view line)
{
    size_t count = count_fields(line), longest = 0;
    char **fields = split(line, count);
    if (fields == NULL)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (strlen(fields[i]) > longest)
            longest = strlen(fields[i]);
    free_fields(fields, count);
    return (long)longest;
}
