/* names.c -- a sorted copy of a symbol table. libdw walks the whole table for each address. */
#include "symbols/names.h"

#include <stdlib.h>
#include <string.h>

struct symbols_named {
    GElf_Addr start, end; /* equal: its size is not known */
    const char *name;
    bool global;
};

static int by_start(const void *a, const void *b)
{
    const struct symbols_named *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

static void read_table(struct symbols_names *names, Dwfl_Module *module)
{
    int count = dwfl_module_getsymtab(module);
    names->read = true;
    names->at = count > 0 ? calloc((size_t)count, sizeof *names->at) : NULL;
    if (names->at == NULL)
        return;
    for (int i = 1; i < count; i++) {
        GElf_Sym symbol;
        GElf_Addr at;
        GElf_Word section;
        const char *name = dwfl_module_getsym_info(module, i, &symbol, &at, &section, NULL, NULL);
        unsigned type = GELF_ST_TYPE(symbol.st_info);
        if (name == NULL || name[0] == '\0' || symbol.st_shndx == SHN_UNDEF ||
            symbol.st_shndx == SHN_ABS || type == STT_FILE || type == STT_SECTION ||
            type == STT_TLS)
            continue;
        names->at[names->count++] =
            (struct symbols_named){ at, at + symbol.st_size, name,
                                    GELF_ST_BIND(symbol.st_info) != STB_LOCAL };
    }
    if (names->count > 1)
        qsort(names->at, names->count, sizeof *names->at, by_start);
}

/* A function has several names in a C library. Is `a` rather what a program would call than `b`? */
static bool plainer(const struct symbols_named *a, const struct symbols_named *b)
{
    size_t left = strspn(a->name, "_"), right = strspn(b->name, "_");
    if (left != right)
        return left < right;
    left = strcspn(a->name, "@");
    right = strcspn(b->name, "@");
    if (left != right)
        return left < right;
    return a->global != b->global ? a->global : strcmp(a->name, b->name) < 0;
}

/* The index of the last symbol that begins at `address` or before and contains it; count: none. */
static size_t around(const struct symbols_names *names, GElf_Addr address)
{
    enum { NESTED = 256 }; /* symbols that may begin within a function */
    size_t low = 0, high = names->at != NULL ? names->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (names->at[middle].start <= address)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i > 0 && i + NESTED > low; i--)
        if (address < names->at[i - 1].end)
            return i - 1;
    return names->count;
}

const char *symbols_names_at(struct symbols_names *names, Dwfl_Module *module, GElf_Addr address)
{
    if (!names->read)
        read_table(names, module);
    size_t i = around(names, address);
    if (i == names->count) { /* code of unknown size */
        GElf_Off offset;
        GElf_Sym symbol;
        return dwfl_module_addrinfo(module, address, &offset, &symbol, NULL, NULL, NULL);
    }
    GElf_Addr start = names->at[i].start;
    while (i > 0 && names->at[i - 1].start == start)
        i--;
    const struct symbols_named *best = &names->at[i];
    for (; i < names->count && names->at[i].start == start; i++)
        if (plainer(&names->at[i], best))
            best = &names->at[i];
    return best->name;
}

void symbols_names_done(struct symbols_names *names)
{
    free(names->at);
}
