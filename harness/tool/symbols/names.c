/* names.c -- a sorted copy of a symbol table. libdw walks the whole table for each address. */
#include "symbols/names.h"

#include <stdlib.h>
#include <string.h>

struct symbols_named {
    GElf_Addr start, end;
    GElf_Addr reach; /* where the last of all symbols up to this one ends */
    const char *name;
    bool label; /* its size is not known: then `end` is that of its section */
    bool global;
};

static int by_start(const void *a, const void *b)
{
    const struct symbols_named *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* Where the section of that index ends in memory, if that is behind `at`; else `at`. */
static GElf_Addr end_of_section(Elf *elf, GElf_Word section, GElf_Addr at, Dwarf_Addr bias)
{
    GElf_Shdr header;
    Elf_Scn *scn = elf != NULL ? elf_getscn(elf, section) : NULL;
    if (scn == NULL || gelf_getshdr(scn, &header) == NULL)
        return at;
    GElf_Addr end = header.sh_addr + header.sh_size + bias;
    return end > at ? end : at;
}

static void add(struct symbols_names *names, Dwfl_Module *module, int i)
{
    GElf_Sym symbol;
    GElf_Addr at;
    GElf_Word section;
    Elf *elf;
    Dwarf_Addr bias;
    const char *name = dwfl_module_getsym_info(module, i, &symbol, &at, &section, &elf, &bias);
    unsigned type = GELF_ST_TYPE(symbol.st_info);
    if (name == NULL || name[0] == '\0' || symbol.st_shndx == SHN_UNDEF ||
        symbol.st_shndx == SHN_ABS || type == STT_FILE || type == STT_SECTION || type == STT_TLS)
        return;
    names->at[names->count++] = (struct symbols_named){
        .start = at,
        .end = symbol.st_size != 0 ? at + symbol.st_size : end_of_section(elf, section, at, bias),
        .name = name,
        .label = symbol.st_size == 0,
        .global = GELF_ST_BIND(symbol.st_info) != STB_LOCAL,
    };
}

static void read_table(struct symbols_names *names, Dwfl_Module *module)
{
    GElf_Addr reach = 0;
    int count = dwfl_module_getsymtab(module);
    names->read = true;
    names->at = count > 0 ? calloc((size_t)count, sizeof *names->at) : NULL;
    for (int i = 1; names->at != NULL && i < count; i++)
        add(names, module, i);
    if (names->count > 1)
        qsort(names->at, names->count, sizeof *names->at, by_start);
    for (size_t i = 0; i < names->count; i++) {
        struct symbols_named *n = &names->at[i];
        GElf_Addr end = n->label ? n->start : n->end;
        reach = end > reach ? end : reach;
        n->reach = reach;
    }
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

/* How many symbols begin at `address` or before. */
static size_t up_to(const struct symbols_names *names, GElf_Addr address)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (names->at[middle].start <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The index of the last symbol that begins at `address` or before and contains it. If there is
 * none, that of the last label before it in its section, behind which no other symbol ends. count:
 * none. */
static size_t around(const struct symbols_names *names, GElf_Addr address)
{
    size_t low = up_to(names, address);
    for (size_t i = low; i > 0 && names->at[i - 1].reach > address; i--)
        if (!names->at[i - 1].label && address < names->at[i - 1].end)
            return i - 1;
    const struct symbols_named *last = low > 0 ? &names->at[low - 1] : NULL;
    for (size_t i = low; i > 0 && names->at[i - 1].start >= last->reach; i--)
        if (names->at[i - 1].label)
            return address < names->at[i - 1].end ? i - 1 : names->count;
    return names->count;
}

const char *symbols_names_at(struct symbols_names *names, Dwfl_Module *module, GElf_Addr address)
{
    if (!names->read)
        read_table(names, module);
    size_t i = around(names, address);
    if (i == names->count)
        return NULL;
    GElf_Addr start = names->at[i].start;
    const struct symbols_named *best = &names->at[i];
    while (i > 0 && names->at[i - 1].start == start)
        i--;
    for (; i < names->count && names->at[i].start == start; i++)
        if (plainer(&names->at[i], best))
            best = &names->at[i];
    return best->name;
}

void symbols_names_done(struct symbols_names *names)
{
    free(names->at);
}
