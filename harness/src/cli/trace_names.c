#include "cli/trace_names.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <limits.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/guard.h"

struct memo { /* one answer, kept */
    uint64_t address;
    size_t count;
    struct hm__spot *spot;
};

struct hm__names {
    Dwfl *dwfl;
    bool crashed; /* dwfl must not be touched any more */
    void *texts;  /* search tree */
    void *memos;
    char here[PATH_MAX]; /* working directory with a slash: files below are named relative to it */
};

static char *debug_path;
static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = dwfl_standard_find_debuginfo,
    .section_address = dwfl_offline_section_address,
    .debuginfo_path = &debug_path,
};

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int by_address(const void *a, const void *b)
{
    uint64_t x = ((const struct memo *)a)->address, y = ((const struct memo *)b)->address;
    return (x > y) - (x < y);
}

const char *hm__names_text(struct hm__names *s, const char *text)
{
    if (text == NULL)
        return NULL;
    char **found = tfind(text, &s->texts, by_text);
    if (found != NULL)
        return *found;
    char *copy = strdup(text);
    if (copy == NULL || tsearch(copy, &s->texts, by_text) == NULL) {
        free(copy);
        return NULL;
    }
    return copy;
}

struct hm__names *hm__names_new(void)
{
    struct hm__names *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    unsetenv("DEBUGINFOD_URLS");
    s->dwfl = dwfl_begin(&callbacks);
    if (s->dwfl == NULL) {
        free(s);
        return NULL;
    }
    dwfl_report_begin(s->dwfl);
    if (getcwd(s->here, sizeof s->here - 1) != NULL)
        s->here[strlen(s->here)] = '/'; /* calloc left zeros behind it */
    return s;
}

static void free_memo(void *node)
{
    struct memo *m = node;
    free(m->spot);
    free(m);
}

static void end(void *s)
{
    dwfl_end(((struct hm__names *)s)->dwfl);
}

void hm__names_free(struct hm__names *s)
{
    if (s == NULL)
        return;
    tdestroy(s->texts, free);
    tdestroy(s->memos, free_memo);
    if (!s->crashed)
        hm__guarded(end, s);
    free(s);
}

/* One question to libdw, and the answer. */
struct question {
    struct hm__names *s;
    uint64_t address, bias;
    const char *path;
    struct hm__spot *out;
    size_t count;
    const char *name;
    bool yes;
};

/* False if libdw has crashed, now or before. */
static bool ask(void (*fn)(void *question), struct question *q)
{
    if (!q->s->crashed)
        q->s->crashed = !hm__guarded_libdw(fn, q);
    return !q->s->crashed;
}

static void add(void *question)
{
    struct question *q = question;
    q->yes = dwfl_report_elf(q->s->dwfl, q->path, q->path, -1, q->bias, true) != NULL;
}

bool hm__names_add(struct hm__names *s, const char *path, uint64_t start, uint64_t end,
                   uint64_t bias)
{
    struct question q = { .s = s, .path = path, .bias = bias };
    (void)start, (void)end;
    if (path[0] != '/')
        return false; /* the kernel's own, or a name lost */
    return ask(add, &q) && q.yes;
}

/* The file as the reader names it: below the working directory without it, else as compiled. */
static const char *shorten(struct hm__names *s, const char *file)
{
    size_t n = strlen(s->here);
    if (strncmp(file, s->here, n) == 0 && n > 1)
        file += n;
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    return hm__names_text(s, file);
}

static void set_position(struct hm__names *s, struct hm__spot *spot, const char *directory,
                         const char *file, int line, int column)
{
    char joined[2 * PATH_MAX];
    if (file == NULL || line <= 0)
        return;
    if (file[0] != '/' && directory != NULL) {
        snprintf(joined, sizeof joined, "%s/%s", directory, file);
        file = joined;
    }
    char *real = realpath(file, NULL);
    spot->file = shorten(s, real != NULL ? real : file);
    free(real);
    spot->line = line;
    spot->column = column;
}

static const char *directory_of(Dwarf_Die *unit)
{
    Dwarf_Attribute attr;
    return dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attr));
}

static const char *name_of(Dwarf_Die *die)
{
    Dwarf_Attribute attr;
    return dwarf_formstring(dwarf_attr_integrate(die, DW_AT_name, &attr));
}

static int number_of(Dwarf_Die *die, unsigned which)
{
    Dwarf_Attribute attr;
    Dwarf_Word value;
    if (dwarf_formudata(dwarf_attr(die, which, &attr), &value) != 0 || value > INT_MAX)
        return 0;
    return (int)value;
}

/* Where the inlined subroutine `die` was called, in the function around it. */
static void set_call(struct hm__names *s, struct hm__spot *spot, Dwarf_Die *unit, Dwarf_Die *die)
{
    Dwarf_Files *files;
    size_t count;
    int file = number_of(die, DW_AT_call_file);

    if (dwarf_getsrcfiles(unit, &files, &count) != 0 || file < 0 || (size_t)file >= count)
        return;
    set_position(s, spot, directory_of(unit), dwarf_filesrc(files, (size_t)file, NULL, NULL),
                 number_of(die, DW_AT_call_line), number_of(die, DW_AT_call_column));
}

/* The scopes around `at` as they nest in the code (not in the source); count, or 0. */
static int scopes_at(Dwarf_Die *unit, Dwarf_Addr at, Dwarf_Die **scopes)
{
    Dwarf_Die *inner = NULL;
    int count = dwarf_getscopes(unit, at, &inner);
    if (count > 0)
        count = dwarf_getscopes_die(&inner[0], scopes);
    free(inner);
    return count > 0 ? count : 0;
}

/* Function names from the inside out, and for each the call of the one further in. */
static size_t walk_scopes(struct hm__names *s, Dwarf_Die *unit, Dwarf_Addr at,
                          struct hm__spot out[HM__SPOTS_MAX])
{
    Dwarf_Die *scopes = NULL;
    int scope_count = scopes_at(unit, at, &scopes);
    size_t count = 0;

    for (int i = 0; i < scope_count && count < HM__SPOTS_MAX; i++) {
        int tag = dwarf_tag(&scopes[i]);
        if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram)
            continue;
        out[count++].function = hm__names_text(s, name_of(&scopes[i]));
        if (tag == DW_TAG_subprogram || count == HM__SPOTS_MAX)
            break;
        out[count] = (struct hm__spot){ 0 };
        set_call(s, &out[count], unit, &scopes[i]);
    }
    if (scope_count > 0)
        free(scopes);
    return count;
}

/* The row of the line table around `at`. */
static void set_row(struct hm__names *s, struct hm__spot *spot, Dwarf_Die *unit, Dwarf_Addr at)
{
    Dwarf_Line *row = dwarf_getsrc_die(unit, at);
    int line = 0, column = 0;
    if (row == NULL || dwarf_lineno(row, &line) != 0)
        return;
    dwarf_linecol(row, &column);
    set_position(s, spot, directory_of(unit), dwarf_linesrc(row, NULL, NULL), line, column);
}

/* The compilation unit around `at`: by the index of addresses if the compiler made one, else by
 * asking each. clang makes none. */
static Dwarf_Die *unit_of(Dwfl_Module *module, Dwarf_Addr at, Dwarf_Addr *bias)
{
    Dwarf_Die *unit = module != NULL ? dwfl_module_addrdie(module, at, bias) : NULL;
    if (unit != NULL || module == NULL)
        return unit;
    while ((unit = dwfl_module_nextcu(module, unit, bias)) != NULL)
        if (dwarf_haspc(unit, at - *bias) == 1)
            return unit;
    return NULL;
}

static const char *name_at(struct hm__names *s, uint64_t address);

static void look_up(void *question)
{
    struct question *q = question;
    struct hm__names *s = q->s;
    struct hm__spot *out = q->out;
    uint64_t at = q->address;
    Dwarf_Addr bias;
    Dwfl_Module *module = dwfl_addrmodule(s->dwfl, at);
    Dwarf_Die *unit = unit_of(module, at, &bias);
    size_t count = 0;

    out[0] = (struct hm__spot){ 0 };
    if (unit != NULL) {
        set_row(s, &out[0], unit, at - bias);
        count = walk_scopes(s, unit, at - bias, out);
    }
    if (count == 0) {
        out[0].function = name_at(s, at);
        count = 1;
    }
    q->count = count;
}

size_t hm__names_at(struct hm__names *s, uint64_t address, struct hm__spot out[HM__SPOTS_MAX])
{
    struct memo key = { .address = address };
    struct memo **found = tfind(&key, &s->memos, by_address);
    if (found != NULL) {
        memcpy(out, (*found)->spot, (*found)->count * sizeof *out);
        return (*found)->count;
    }
    struct question q = { .s = s, .address = address - 1, .out = out };
    if (!ask(look_up, &q)) {
        out[0] = (struct hm__spot){ 0 };
        return 1;
    }
    size_t count = q.count;
    struct memo *m = malloc(sizeof *m);
    if (m == NULL)
        return count;
    *m = (struct memo){ .address = address, .count = count, .spot = calloc(count, sizeof *out) };
    if (m->spot == NULL || tsearch(m, &s->memos, by_address) == NULL) {
        free_memo(m);
        return count;
    }
    memcpy(m->spot, out, count * sizeof *out);
    return count;
}

/* A function has several names in a C library. Is `a` rather what a program would call than `b`? */
static bool plainer(const char *a, const char *b)
{
    size_t left = strspn(a, "_"), right = strspn(b, "_");
    if (left != right)
        return left < right;
    return strcspn(a, "@") < strcspn(b, "@");
}

/* The plainest among the names of the function at `start`. */
static const char *plainest(Dwfl_Module *module, GElf_Addr start, const char *name)
{
    int count = dwfl_module_getsymtab(module);
    for (int i = 0; i < count; i++) {
        GElf_Sym symbol;
        GElf_Addr at;
        const char *other = dwfl_module_getsym_info(module, i, &symbol, &at, NULL, NULL, NULL);
        if (other != NULL && other[0] != '\0' && at == start &&
            GELF_ST_TYPE(symbol.st_info) != STT_FILE && plainer(other, name))
            name = other;
    }
    return name;
}

static const char *name_at(struct hm__names *s, uint64_t address)
{
    GElf_Off offset;
    GElf_Sym symbol;
    Dwfl_Module *module = dwfl_addrmodule(s->dwfl, address);
    if (module == NULL)
        return NULL;
    const char *name = dwfl_module_addrinfo(module, address, &offset, &symbol, NULL, NULL, NULL);
    return name != NULL ? hm__names_text(s, plainest(module, address - offset, name)) : NULL;
}

static void ask_name(void *question)
{
    struct question *q = question;
    q->name = name_at(q->s, q->address);
}

const char *hm__names_name(struct hm__names *s, uint64_t address)
{
    struct question q = { .s = s, .address = address };
    return ask(ask_name, &q) ? q.name : NULL;
}

static void ask_module(void *question)
{
    struct question *q = question;
    Dwfl_Module *module = dwfl_addrmodule(q->s->dwfl, q->address);
    if (module != NULL)
        q->name = dwfl_module_info(module, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
}

const char *hm__names_module(struct hm__names *s, uint64_t address)
{
    struct question q = { .s = s, .address = address };
    const char *name = ask(ask_module, &q) ? q.name : NULL;
    const char *slash = name != NULL ? strrchr(name, '/') : NULL;
    return hm__names_text(s, slash != NULL ? slash + 1 : name);
}

static void ask_lines(void *question)
{
    struct question *q = question;
    Dwarf_Addr bias;
    Dwfl_Module *module = dwfl_addrmodule(q->s->dwfl, q->address);
    q->yes = module != NULL && dwfl_module_getdwarf(module, &bias) != NULL;
}

bool hm__names_has_lines(struct hm__names *s, uint64_t address)
{
    struct question q = { .s = s, .address = address };
    return ask(ask_lines, &q) && q.yes;
}
