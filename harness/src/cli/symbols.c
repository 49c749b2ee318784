/* symbols.c -- libdwfl holds the modules, libdw walks the scopes. */
#include "cli/symbols.h"

#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/guard.h"

struct hm__symbols {
    Dwfl *dwfl;
    bool crashed; /* dwfl must not be touched any more */
};

static char *debug_path;

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = dwfl_standard_find_debuginfo,
    .debuginfo_path = &debug_path,
};

struct hm__symbols *hm__symbols_open(void)
{
    struct hm__symbols *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->dwfl = dwfl_begin(&callbacks);
    if (s->dwfl == NULL) {
        free(s);
        return NULL;
    }
    return s;
}

static void end(void *symbols)
{
    dwfl_end(((struct hm__symbols *)symbols)->dwfl);
}

void hm__symbols_close(struct hm__symbols *symbols)
{
    if (symbols == NULL)
        return;
    if (!symbols->crashed)
        hm__guarded(end, symbols);
    free(symbols);
}

/* How far the file was moved: the difference between memory and the addresses in its headers. */
static bool load_bias(int fd, const struct hm__mapped *where, GElf_Addr *bias)
{
    elf_version(EV_CURRENT);
    Elf *elf = elf_begin(fd, ELF_C_READ, NULL);
    size_t count = 0;
    bool found = false;
    if (elf != NULL && elf_getphdrnum(elf, &count) != 0)
        count = 0;
    for (size_t i = 0; i < count && !found; i++) {
        GElf_Phdr ph;
        if (gelf_getphdr(elf, (int)i, &ph) == NULL || ph.p_type != PT_LOAD)
            continue;
        found = where->offset + 4096 > ph.p_offset && where->offset < ph.p_offset + ph.p_filesz;
        *bias = where->start - where->offset + ph.p_offset - ph.p_vaddr;
    }
    elf_end(elf);
    return found;
}

static Dwfl_Module *module_at(struct hm__symbols *s, const struct hm__mapped *where,
                              uintptr_t address)
{
    Dwfl_Module *known = dwfl_addrmodule(s->dwfl, address);
    if (known != NULL || where->path == NULL || where->path[0] != '/')
        return known;
    int fd = open(where->path, O_RDONLY | O_CLOEXEC);
    GElf_Addr bias;
    if (fd < 0 || !load_bias(fd, where, &bias)) {
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    dwfl_report_begin_add(s->dwfl);
    if (dwfl_report_elf(s->dwfl, where->path, where->path, fd, bias, true) == NULL)
        close(fd);
    dwfl_report_end(s->dwfl, NULL, NULL);
    return dwfl_addrmodule(s->dwfl, address);
}

static const char *name_of(Dwarf_Die *die)
{
    Dwarf_Attribute attr;
    const char *name = dwarf_formstring(dwarf_attr_integrate(die, DW_AT_linkage_name, &attr));
    return name != NULL ? name : dwarf_formstring(dwarf_attr_integrate(die, DW_AT_name, &attr));
}

/* Where an inlined function was called: its file and line belong to the next frame. */
static void call_site(Dwarf_Die *cu, Dwarf_Die *inlined, struct hm__symbol *caller)
{
    Dwarf_Attribute attr;
    Dwarf_Word value;
    Dwarf_Files *files;
    if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &attr), &value) == 0 &&
        dwarf_getsrcfiles(cu, &files, NULL) == 0)
        caller->file = dwarf_filesrc(files, value, NULL, NULL);
    if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &attr), &value) == 0)
        caller->line = (unsigned)value;
    if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_column, &attr), &value) == 0)
        caller->column = (unsigned)value;
}

/* The functions around `address`, innermost first. out[0] has its file and line already. */
static size_t functions(Dwarf_Die *cu, Dwarf_Addr address, struct hm__symbol *out, size_t max)
{
    Dwarf_Die *innermost = NULL, *scopes = NULL;
    int depth = dwarf_getscopes(cu, address, &innermost);
    if (depth > 0) /* its chain leads through the source; we want the one through the code */
        depth = dwarf_getscopes_die(&innermost[0], &scopes);
    size_t n = 0;
    for (int i = 0; i < depth && n < max; i++) {
        int tag = dwarf_tag(&scopes[i]);
        if (tag != DW_TAG_subprogram && tag != DW_TAG_inlined_subroutine)
            continue;
        out[n].function = name_of(&scopes[i]);
        out[n].inlined = tag == DW_TAG_inlined_subroutine;
        if (!out[n++].inlined)
            break;
        if (n < max) {
            out[n] = (struct hm__symbol){ 0 };
            call_site(cu, &scopes[i], &out[n]);
        }
    }
    free(innermost);
    free(scopes);
    return n;
}

/* The compilation unit: by the index of addresses, which clang does not write, or by asking each.
 */
static Dwarf_Die *unit_at(Dwfl_Module *module, uintptr_t address, Dwarf_Addr *bias)
{
    Dwarf_Die *cu = dwfl_module_addrdie(module, address, bias);
    if (cu != NULL)
        return cu;
    while ((cu = dwfl_module_nextcu(module, cu, bias)) != NULL)
        if (dwarf_haspc(cu, address - *bias) == 1)
            return cu;
    return NULL;
}

static size_t look_up(struct hm__symbols *symbols, const struct hm__mapped *where,
                      uintptr_t address, struct hm__symbol *out, size_t max)
{
    out[0] = (struct hm__symbol){ 0 };
    Dwfl_Module *module = module_at(symbols, where, address);
    if (module == NULL)
        return 1;
    Dwarf_Addr bias = 0;
    Dwarf_Die *cu = unit_at(module, address, &bias);
    Dwarf_Line *line = cu != NULL ? dwarf_getsrc_die(cu, address - bias) : NULL;
    if (line != NULL) {
        int number = 0, column = 0;
        dwarf_lineno(line, &number);
        dwarf_linecol(line, &column);
        out[0].file = dwarf_linesrc(line, NULL, NULL);
        out[0].line = (unsigned)number;
        out[0].column = (unsigned)column;
    }
    size_t n = cu != NULL ? functions(cu, address - bias, out, max) : 0;
    if (n == 0) {
        out[0].function = dwfl_module_addrname(module, address);
        n = 1;
    }
    return n;
}

struct question {
    struct hm__symbols *symbols;
    const struct hm__mapped *where;
    uintptr_t address;
    struct hm__symbol *out;
    size_t max, count;
};

static void ask(void *arg)
{
    struct question *q = arg;
    q->count = look_up(q->symbols, q->where, q->address, q->out, q->max);
}

size_t hm__symbols_at(struct hm__symbols *symbols, const struct hm__mapped *where,
                      uintptr_t address, struct hm__symbol *out, size_t max)
{
    struct question q = { symbols, where, address, out, max, 0 };
    if (!symbols->crashed)
        symbols->crashed = !hm__guarded_libdw(ask, &q);
    if (!symbols->crashed)
        return q.count;
    out[0] = (struct hm__symbol){ 0 };
    return 1;
}
