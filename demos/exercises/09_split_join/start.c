/* start.c -- 4 allocs/op, 32 B/op. Your task: the same text with 0 allocs/op. */
#include "contract.h"

#include <stdlib.h>
#include <string.h>

static size_t count_fields(struct view line)
{
    size_t count = 1;
    for (size_t i = 0; i < line.len; i++)
        count += line.at[i] == ',';
    return count;
}

static char *copy_of(const char *at, size_t len)
{
    char *copy = malloc(len + 1);
    if (copy != NULL) {
        memcpy(copy, at, len);
        copy[len] = '\0';
    }
    return copy;
}

/* An array of texts, one block each. */
static char **split(struct view line, size_t count)
{
    char **fields =
        malloc(count * sizeof *fields); /* TODO: what is in a field that the line lacks? */
    size_t from = 0, n = 0;
    for (size_t i = 0; fields != NULL && i <= line.len; i++)
        if (i == line.len || line.at[i] == ',') {
            fields[n++] = i > 0 ? copy_of(line.at + from, i - from) : copy_of("", 0);
            from = i + 1;
        }
    return fields;
}

/* Appends; bytes that do not fit are only counted. */
static size_t append(char *out, size_t size, size_t at, const char *text)
{
    for (; *text != '\0'; text++, at++)
        if (at < size)
            out[at] = *text;
    return at;
}

size_t pick_fields(char *out, size_t size, struct view line, const unsigned *columns, size_t count)
{
    size_t fields = count_fields(line), at = 0;
    char **field = split(line, fields);
    if (field == NULL)
        return 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            at = append(out, size, at, ";");
        if (columns[i] < fields && field[columns[i]] != NULL)
            at = append(out, size, at, field[columns[i]]);
    }
    for (size_t i = 0; i < fields; i++)
        free(field[i]);
    free(field);
    return at;
}
