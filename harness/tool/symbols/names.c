/* names.c -- a sorted copy of a symbol table. libdw walks the whole table for each address. */
#include "symbols/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct symbols_named {
    GElf_Addr start, end;
    GElf_Addr reach; /* where the last of all symbols up to this one ends */
    const char *name;
    bool label; /* its size is not known: then `end` is that of its section */
    bool global;
};

/* The symbol with that many before it in the order of addresses. */
static struct symbols_named *nth(const struct symbols_names *names, size_t i)
{
    return &names->at[names->order[i]];
}

enum { DIGIT = 11 }; /* bits */

/* Sort the numbers in `from` into `to` by one digit of their symbols' addresses. Those that have
 * the same digit keep their order. */
static void sort_digit(const struct symbols_names *names, const uint32_t *from, uint32_t *to,
                       GElf_Addr lowest, unsigned shift)
{
    uint32_t begin[(1 << DIGIT) + 1] = { 0 };
    for (size_t i = 0; i < names->count; i++)
        begin[((names->at[i].start - lowest) >> shift) % (1 << DIGIT) + 1]++;
    for (size_t d = 0; d < 1 << DIGIT; d++)
        begin[d + 1] += begin[d];
    for (size_t i = 0; i < names->count; i++)
        to[begin[((names->at[from[i]].start - lowest) >> shift) % (1 << DIGIT)]++] = from[i];
}

/* By address, digit by digit from the lowest one: the addresses of a file lie so close together
 * that two or three passes do. A short run asks for few names, and comparing took most of its
 * report. */
static void sort(struct symbols_names *names)
{
    GElf_Addr lowest = UINT64_MAX, highest = 0;
    uint32_t *from = names->room, *to = names->room + names->count;
    for (size_t i = 0; i < names->count; i++) {
        GElf_Addr start = names->at[i].start;
        lowest = start < lowest ? start : lowest;
        highest = start > highest ? start : highest;
        from[i] = (uint32_t)i;
    }
    for (unsigned shift = 0; shift < 64 && (highest - lowest) >> shift != 0; shift += DIGIT) {
        sort_digit(names, from, to, lowest, shift);
        uint32_t *sorted = to;
        to = from;
        from = sorted;
    }
    names->order = from;
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
    names->count = 0;
    names->at = count > 0 ? calloc((size_t)count, sizeof *names->at) : NULL;
    names->room = count > 0 ? calloc(2 * (size_t)count, sizeof *names->room) : NULL;
    if (names->at == NULL || names->room == NULL)
        return;
    for (int i = 1; i < count; i++)
        add(names, module, i);
    if (names->count > 0)
        sort(names);
    for (size_t i = 0; i < names->count; i++) {
        struct symbols_named *n = nth(names, i);
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
        if (nth(names, middle)->start <= address)
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
    for (size_t i = low; i > 0 && nth(names, i - 1)->reach > address; i--)
        if (!nth(names, i - 1)->label && address < nth(names, i - 1)->end)
            return i - 1;
    const struct symbols_named *last = low > 0 ? nth(names, low - 1) : NULL;
    for (size_t i = low; i > 0 && nth(names, i - 1)->start >= last->reach; i--)
        if (nth(names, i - 1)->label)
            return address < nth(names, i - 1)->end ? i - 1 : names->count;
    return names->count;
}

const char *symbols_names_at(struct symbols_names *names, Dwfl_Module *module, GElf_Addr address)
{
    if (!names->read)
        read_table(names, module);
    size_t i = around(names, address);
    if (i == names->count)
        return NULL;
    GElf_Addr start = nth(names, i)->start;
    const struct symbols_named *best = nth(names, i);
    while (i > 0 && nth(names, i - 1)->start == start)
        i--;
    for (; i < names->count && nth(names, i)->start == start; i++)
        if (plainer(nth(names, i), best))
            best = nth(names, i);
    return best->name;
}

void symbols_names_done(struct symbols_names *names)
{
    free(names->at);
    free(names->room);
}
