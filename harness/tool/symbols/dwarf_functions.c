/* dwarf_functions.c -- the functions of each compilation unit by address, listed when needed. */
#include "symbols/dwarf_functions.h"

#include <dwarf.h>
#include <search.h>
#include <stdlib.h>

struct code {
    Dwarf_Addr low, high;
    Dwarf_Off die;
};

struct unit {
    Dwarf_Off die;
    struct code *code; /* by address; functions do not overlap */
    size_t count, room;
};

static int by_die(const void *a, const void *b)
{
    Dwarf_Off left = ((const struct unit *)a)->die, right = ((const struct unit *)b)->die;
    return (left > right) - (left < right);
}

static int by_low(const void *a, const void *b)
{
    Dwarf_Addr left = ((const struct code *)a)->low, right = ((const struct code *)b)->low;
    return (left > right) - (left < right);
}

/* What there is no memory for is not known. */
static void add(struct unit *u, struct code code)
{
    if (u->count == u->room) {
        size_t room = u->room != 0 ? 2 * u->room : 32;
        struct code *more = realloc(u->code, room * sizeof *more);
        if (more == NULL)
            return;
        u->code = more;
        u->room = room;
    }
    u->code[u->count++] = code;
}

static void add_function(struct unit *u, Dwarf_Die *function)
{
    Dwarf_Addr base, low, high;
    ptrdiff_t next = 0;
    while ((next = dwarf_ranges(function, next, &base, &low, &high)) > 0)
        if (low < high)
            add(u, (struct code){ low, high, dwarf_dieoffset(function) });
}

/* Functions stand in units, namespaces, classes, and in each other. */
static void add_all(struct unit *u, Dwarf_Die *outer)
{
    Dwarf_Die child;
    int last = dwarf_child(outer, &child);
    for (; last == 0; last = dwarf_siblingof(&child, &child)) {
        if (dwarf_tag(&child) == DW_TAG_subprogram)
            add_function(u, &child);
        if (dwarf_haschildren(&child) == 1)
            add_all(u, &child);
    }
}

static void free_unit(void *unit)
{
    free(((struct unit *)unit)->code);
    free(unit);
}

static const struct unit *unit_of(struct symbols_functions *known, Dwarf_Die *die, Dwarf_Die *body)
{
    struct unit key = { .die = dwarf_dieoffset(die) }, **found = tfind(&key, &known->units, by_die);
    if (found != NULL)
        return *found;
    struct unit *u = malloc(sizeof *u);
    if (u == NULL)
        return NULL;
    *u = key;
    if (tsearch(u, &known->units, by_die) == NULL) { /* first, for libdw may not come back */
        free(u);
        return NULL;
    }
    add_all(u, body);
    if (u->count > 1)
        qsort(u->code, u->count, sizeof *u->code, by_low);
    return u;
}

bool symbols_function_at(struct symbols_functions *known, Dwarf_Die *unit, Dwarf_Die *body,
                         Dwarf_Addr at, Dwarf_Die *function)
{
    const struct unit *u = unit_of(known, unit, body);
    size_t low = 0, high = u != NULL ? u->count : 0; /* code[low - 1].low <= at < code[high].low */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (u->code[middle].low <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && at < u->code[low - 1].high &&
           dwarf_offdie(dwarf_cu_getdwarf(body->cu), u->code[low - 1].die, function) != NULL;
}

void symbols_functions_done(struct symbols_functions *known)
{
    tdestroy(known->units, free_unit);
    known->units = NULL;
}
