/* symbols.c -- the files of a process, each opened once, and what was asked of them. */
#include "symbols/symbols.h"

#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <limits.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "symbols/demangle.h"
#include "symbols/dwarf_at.h"
#include "symbols/names.h"
#include "symbols/newer.h"

#define HOOK "__cyg_profile_func_enter" /* what traced code calls and does not define */

enum { INLINED_MAX = 32, PAGE = 4096 };

struct elf_file { /* a Dwfl of its own: libraries may have used one address after each other */
    const char *path;
    uint64_t bias;
    Dwfl *dwfl; /* NULL: not opened yet, or it cannot be */
    Dwfl_Module *module;
    struct symbols_functions functions;
    struct symbols_names names;
    bool tried;
    bool plain; /* ask its symbol table alone */
};

struct answer {
    uint64_t address;
    unsigned file;
    size_t count;
    struct symbols_symbol symbol[];
};

struct symbols {
    struct elf_file *file; /* number 1 is file[0] */
    unsigned count;
    void *texts, *answers; /* search trees */
    char here[PATH_MAX];   /* working directory with a slash */
    struct symbols_newer newer;
};

static char *debug_path;

/* Is there `name` in the folder `prefix` + the first `length` characters of `dir` + `sub`? */
static bool is_there(const char *prefix, const char *dir, size_t length, const char *sub,
                     const char *name)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s%.*s%s/%s", prefix, (int)length, dir, sub, name);
    return n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0;
}

/* Is there any file that libdw would try for the one in `file`? */
static bool has_companion(const char *file, const char *link)
{
    const char *slash = file != NULL ? strrchr(file, '/') : NULL;
    char name[PATH_MAX];
    if (slash == NULL)
        return true;
    if (link != NULL)
        snprintf(name, sizeof name, "%s", link);
    else
        snprintf(name, sizeof name, "%s.debug", slash + 1);
    size_t length = (size_t)(slash - file);
    if (name[0] == '/' || is_there("", file, length, "", name) ||
        is_there("", file, length, "/.debug", name))
        return true;
    for (const char *dir = file; dir != NULL && dir <= slash; dir = strchr(dir + 1, '/'))
        if (is_there("/usr/lib/debug", dir, (size_t)(slash - dir), "", name))
            return true;
    return false;
}

/* Debug information in a file of its own. libdw would load a client of debuginfod and all that
 * belongs to it before it says that there is none. */
static int find_debuginfo(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base,
                          const char *file, const char *link, GElf_Word crc, char **found)
{
    int fd = dwfl_build_id_find_debuginfo(module, data, name, base, file, link, crc, found);
    if (fd >= 0 || !has_companion(file, link))
        return fd;
    return dwfl_standard_find_debuginfo(module, data, name, base, file, link, crc, found);
}

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = find_debuginfo,
    .debuginfo_path = &debug_path,
};

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int by_address(const void *a, const void *b)
{
    const struct answer *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->address > y->address) - (x->address < y->address);
}

const char *symbols_text(struct symbols *s, const char *text)
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

struct symbols *symbols_open(void)
{
    struct symbols *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    unsetenv("DEBUGINFOD_URLS");
    if (getcwd(s->here, sizeof s->here - 1) != NULL)
        s->here[strlen(s->here)] = '/'; /* calloc left zeros behind it */
    return s;
}

void symbols_close(struct symbols *s)
{
    if (s == NULL)
        return;
    for (unsigned i = 0; i < s->count; i++) {
        dwfl_end(s->file[i].dwfl);
        symbols_functions_done(&s->file[i].functions);
        symbols_names_done(&s->file[i].names);
    }
    tdestroy(s->texts, free);
    tdestroy(s->answers, free);
    symbols_newer_done(&s->newer);
    free(s->file);
    free(s);
}

unsigned symbols_add(struct symbols *s, const char *path, uint64_t bias)
{
    struct elf_file *more = realloc(s->file, (s->count + 1) * sizeof *more);
    if (more == NULL)
        return 0;
    s->file = more;
    more[s->count++] = (struct elf_file){ .path = path, .bias = bias };
    return s->count;
}

void symbols_without_lines(struct symbols *s, unsigned file)
{
    if (file != 0 && file <= s->count)
        s->file[file - 1].plain = true;
}

/* How well does the segment fit a mapping of code from `offset` on? 0: not at all. A linker may end
 * a segment of data in the page where code begins (lld, mold): then both are mapped from one offset
 * on, and only one is executable. */
static int fit(const GElf_Phdr *ph, uint64_t offset)
{
    uint64_t first = ph->p_offset & ~(uint64_t)(PAGE - 1);
    if (ph->p_type != PT_LOAD || offset < first || offset >= ph->p_offset + ph->p_filesz)
        return 0;
    return 1 + ((ph->p_flags & PF_X) != 0 ? 2 : 0) + (offset == first ? 1 : 0);
}

bool symbols_bias(const char *path, uint64_t start, uint64_t offset, uint64_t *bias)
{
    elf_version(EV_CURRENT);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Elf *elf = fd >= 0 ? elf_begin(fd, ELF_C_READ, NULL) : NULL;
    size_t count = 0;
    int best = 0;
    if (elf != NULL && elf_getphdrnum(elf, &count) != 0)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        GElf_Phdr ph;
        if (gelf_getphdr(elf, (int)i, &ph) == NULL || fit(&ph, offset) <= best)
            continue;
        best = fit(&ph, offset);
        *bias = start - offset + ph.p_offset - ph.p_vaddr;
    }
    elf_end(elf);
    if (fd >= 0)
        close(fd);
    return best > 0;
}

static void open_file(struct elf_file *f)
{
    f->tried = true;
    if (strchr(f->path, '/') == NULL) /* the kernel's own, or a name lost */
        return;
    f->dwfl = dwfl_begin(&callbacks);
    if (f->dwfl != NULL)
        f->module = dwfl_report_elf(f->dwfl, f->path, f->path, -1, f->bias, true);
    if (f->module != NULL)
        dwfl_report_end(f->dwfl, NULL, NULL);
}

/* The file of that number, opened; NULL: there is none, or it cannot be read. */
static struct elf_file *file_of(struct symbols *s, unsigned file)
{
    if (file == 0 || file > s->count)
        return NULL;
    struct elf_file *f = &s->file[file - 1];
    if (!f->tried)
        open_file(f);
    return f->module != NULL ? f : NULL;
}

/* The same if it reaches as far as the address. */
static struct elf_file *file_around(struct symbols *s, unsigned file, uint64_t address)
{
    Dwarf_Addr start, end;
    struct elf_file *f = file_of(s, file);
    if (f == NULL)
        return NULL;
    dwfl_module_info(f->module, NULL, &start, &end, NULL, NULL, NULL, NULL);
    return address >= start && address < end ? f : NULL;
}

/* As the source writes it, where that is known. */
static const char *source_name(struct symbols *s, const char *name)
{
    char *plain = name != NULL ? symbols_demangle(name) : NULL;
    const char *text = symbols_text(s, plain != NULL ? plain : name);
    free(plain);
    return text;
}

/* The name with namespaces and classes that `linked` stands for, if `function` is in it; else
 * `function`: a linker may have made one of two functions. A closure has no name of its own. */
static const char *full_name(struct symbols *s, const char *linked, const char *function)
{
    char *plain = linked != NULL ? symbols_demangle(linked) : NULL;
    const char *text = function;
    if (plain != NULL && function != NULL) {
        char *own = strndup(function, strcspn(function, "<"));
        if (own != NULL && (own[0] == '{' || strstr(plain, own) != NULL))
            text = symbols_text(s, plain);
        free(own);
    }
    free(plain);
    return text != NULL ? text : function;
}

const char *symbols_name(struct symbols *s, unsigned file, uint64_t address)
{
    struct elf_file *f = file_around(s, file, address);
    return f != NULL ? source_name(s, symbols_names_at(&f->names, f->module, address)) : NULL;
}

uint64_t symbols_own_address(const struct symbols *s, unsigned file, uint64_t address)
{
    return file != 0 && file <= s->count ? address - s->file[file - 1].bias : address;
}

bool symbols_has_lines(struct symbols *s, unsigned file)
{
    Dwarf_Addr bias;
    const struct elf_file *f = file_of(s, file);
    return f != NULL && dwfl_module_getdwarf(f->module, &bias) != NULL;
}

/* Has the file a function of that name, and does it call function entry hooks, if `hooked`? */
static bool has_function(const struct elf_file *f, const char *function, bool hooked)
{
    GElf_Addr at;
    GElf_Sym symbol;
    bool hooks = !hooked, named = false;
    int count = dwfl_module_getsymtab(f->module);
    for (int i = 0; i < count; i++) {
        const char *name = dwfl_module_getsym_info(f->module, i, &symbol, &at, NULL, NULL, NULL);
        if (name == NULL)
            continue;
        if (symbol.st_shndx == SHN_UNDEF)
            hooks |= strncmp(name, HOOK, sizeof HOOK - 1) == 0;
        else
            named |= GELF_ST_TYPE(symbol.st_info) == STT_FUNC && strcmp(name, function) == 0;
    }
    return hooks && (named || symbols_dwarf_names(f->module, function));
}

static bool any_has(struct symbols *s, const char *function, bool hooked)
{
    for (unsigned file = 1; file <= s->count; file++) {
        const struct elf_file *f = file_of(s, file);
        if (f != NULL && has_function(f, function, hooked))
            return true;
    }
    return false;
}

bool symbols_has_traced(struct symbols *s, const char *function)
{
    return any_has(s, function, true);
}

bool symbols_has_function(struct symbols *s, const char *function)
{
    return any_has(s, function, false);
}

/* As the reader names it: below the working directory without it, else as compiled. */
static const char *shorten(struct symbols *s, const char *file)
{
    if (file == NULL)
        return NULL;
    char *real = realpath(file, NULL);
    const char *name = real != NULL ? real : file;
    size_t n = strlen(s->here);
    if (n > 1 && strncmp(name, s->here, n) == 0)
        name += n;
    while (strncmp(name, "./", 2) == 0)
        name += 2;
    name = symbols_text(s, name);
    free(real);
    return name;
}

/* Ask libdw, and keep the answer. NULL: no such file, or no memory. */
static struct answer *learn(struct symbols *s, unsigned file, uint64_t address)
{
    struct symbols_symbol found[INLINED_MAX] = { { 0 } };
    if (file == 0 || file > s->count)
        return NULL;
    struct elf_file *f = file_around(s, file, address - 1);
    size_t count = 0;
    if (f != NULL && !f->plain)
        count = symbols_dwarf_at(f->module, &f->functions, address - 1, found, INLINED_MAX);
    if (count == 0)
        count = 1; /* a line may be known without a function (clang's -gline-tables-only) */
    struct symbols_symbol *outer = &found[count - 1];
    if (f != NULL && outer->full == NULL) {
        outer->full = symbols_names_at(&f->names, f->module, address - 1);
        if (outer->function == NULL)
            outer->function = outer->full;
    }
    struct answer *a = malloc(sizeof *a + count * sizeof *found);
    if (a == NULL)
        return NULL;
    *a = (struct answer){ .file = file, .address = address, .count = count };
    for (size_t i = 0; i < count; i++) {
        a->symbol[i] = found[i];
        a->symbol[i].function = source_name(s, found[i].function);
        a->symbol[i].full = full_name(s, found[i].full, a->symbol[i].function);
        a->symbol[i].file = shorten(s, found[i].file);
        symbols_newer_learn(&s->newer, a->symbol[i].file, s->file[file - 1].path);
    }
    if (tsearch(a, &s->answers, by_address) != NULL)
        return a;
    free(a);
    return NULL;
}

const struct symbols_symbol *symbols_at(struct symbols *s, unsigned file, uint64_t address,
                                        size_t *count)
{
    static const struct symbols_symbol unknown;
    struct answer key = { .file = file, .address = address };
    struct answer **known = tfind(&key, &s->answers, by_address);
    const struct answer *a = known != NULL ? *known : learn(s, file, address);

    *count = a != NULL ? a->count : 1;
    return a != NULL ? a->symbol : &unknown;
}

void symbols_show(struct symbols *s, const char *file)
{
    symbols_newer_show(&s->newer, file);
}

void symbols_say_newer(const struct symbols *s, FILE *to, const char *who)
{
    symbols_newer_say(&s->newer, to, who);
}
