/* other_table_of_views.c -- the line is split once, into a table of the frame with room for 64
 * views. What is behind the last one in the table is searched from there. */
#include "contract.h"

#include <string.h>

enum { TABLE = 64 };

struct table {
    struct view line;
    size_t begins[TABLE]; /* where a field begins */
    unsigned count;
};

static size_t end_of(const struct table *t, size_t from)
{
    while (from < t->line.len && t->line.at[from] != ',')
        from++;
    return from;
}

static void split(struct table *t, struct view line)
{
    t->line = line;
    t->count = 0;
    for (size_t at = 0; at <= line.len && t->count < TABLE; at = end_of(t, at) + 1)
        t->begins[t->count++] = at;
}

static struct view field_of(const struct table *t, unsigned column)
{
    unsigned known = column < t->count ? column : t->count - 1;
    size_t at = t->begins[known];
    for (; known < column && at <= t->line.len; known++)
        at = end_of(t, at) + 1;
    if (at > t->line.len)
        return (struct view){ NULL, 0 };
    return (struct view){ t->line.at + at, end_of(t, at) - at };
}

static size_t append(char *out, size_t size, size_t at, struct view text)
{
    for (size_t i = 0; i < text.len && at + i < size; i++)
        out[at + i] = text.at[i];
    return at + text.len;
}

size_t pick_fields(char *out, size_t size, struct view line, const unsigned *columns, size_t count)
{
    struct table table;
    size_t at = 0;
    split(&table, line);
    for (size_t i = 0; i < count; i++) {
        at = append(out, size, at, (struct view){ ";", i > 0 });
        at = append(out, size, at, field_of(&table, columns[i]));
    }
    return at;
}
