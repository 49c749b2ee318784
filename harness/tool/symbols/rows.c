/* rows.c -- the line table of a file, before anything of it runs. */
#include "symbols/rows.h"

#include <elfutils/libdw.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct list {
    struct symbols_row *at;
    size_t count, room;
    const char *file; /* whose hash is known */
    uint64_t hash;    /* 0: the place of its rows is not told */
};

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash | 1;
}

/* An inline function of a system header may have no frame of its own. Then its lines are not those
 * of the call that the report names. */
static bool is_system(const char *file)
{
    return strncmp(file, "/usr/include/", 13) == 0 || strncmp(file, "/usr/lib/", 9) == 0;
}

static uint32_t place_of(struct list *l, Dwarf_Line *row)
{
    int line = 0, column = 0;
    bool end = true;
    const char *file = dwarf_linesrc(row, NULL, NULL);
    if (file == NULL || dwarf_lineendsequence(row, &end) != 0 || end ||
        dwarf_lineno(row, &line) != 0 || line == 0 || dwarf_linecol(row, &column) != 0)
        return 0;
    if (file != l->file) {
        l->file = file;
        l->hash = is_system(file) ? 0 : hash_of(file);
    }
    uint64_t hash =
        (l->hash + (uint64_t)line * 0x9e3779b97f4a7c15u + (uint64_t)column) * 0xbf58476d1ce4e5b9u;
    return l->hash == 0 ? 0 : (uint32_t)(hash >> 32) | 1;
}

static bool add(struct list *l, Dwarf_Line *row)
{
    if (l->count == l->room) {
        size_t room = l->room != 0 ? 2 * l->room : 4096;
        struct symbols_row *at = realloc(l->at, room * sizeof *at);
        if (at == NULL)
            return false;
        l->at = at;
        l->room = room;
    }
    Dwarf_Addr address = 0;
    dwarf_lineaddr(row, &address);
    l->at[l->count] = (struct symbols_row){ .address = address,
                                            .place = place_of(l, row),
                                            .order = (uint32_t)l->count };
    l->count++;
    return true;
}

static bool add_units(struct list *l, Dwarf *dwarf)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    bool ok = true;
    while (ok && dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0) {
        Dwarf_Lines *lines;
        size_t count;
        if (dwarf_getsrclines(&die, &lines, &count) != 0)
            continue;
        for (size_t i = 0; ok && i < count; i++)
            ok = add(l, dwarf_onesrcline(lines, i));
    }
    return ok;
}

/* Of rows with one address the last that tells a place counts: the code is of that one, and the
 * end of one unit may be the start of the next. */
static int by_address(const void *left, const void *right)
{
    const struct symbols_row *a = left, *b = right;
    int order = (a->address > b->address) - (a->address < b->address);
    if (order == 0)
        order = (a->place != 0) - (b->place != 0);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static size_t without_repetition(struct symbols_row *at, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && at[kept - 1].address == at[i].address)
            kept--;
        if (kept == 0 || at[kept - 1].place != at[i].place)
            at[kept++] = at[i];
    }
    return kept;
}

struct symbols_row *symbols_rows(const char *path, size_t *count)
{
    struct list list = { .at = NULL };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Dwarf *dwarf = fd >= 0 ? dwarf_begin(fd, DWARF_C_READ) : NULL;
    bool ok = dwarf != NULL && add_units(&list, dwarf) && list.count > 0;
    dwarf_end(dwarf);
    if (fd >= 0)
        close(fd);
    if (ok) {
        qsort(list.at, list.count, sizeof *list.at, by_address);
        list.count = without_repetition(list.at, list.count);
    } else {
        free(list.at);
    }
    *count = ok ? list.count : 0;
    return ok ? list.at : NULL;
}
