/* symbols.c -- the files of a process, each opened once, and what was asked of them. */
#include "symbols/symbols.h"

#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <limits.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "symbols/dwarf_at.h"
#include "symbols/guard.h"

#define HOOK "__cyg_profile_func_enter" /* what traced code calls and does not define */

enum { INLINED_MAX = 32, PAGE = 4096 };

struct elf_file { /* a Dwfl of its own: libraries may have used one address after each other */
    const char *path;
    uint64_t bias;
    Dwfl *dwfl; /* NULL: not opened yet, or it cannot be */
    Dwfl_Module *module;
    struct symbols_functions functions;
    bool tried;
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
    bool crashed;          /* libdw must not be called any more */
    void *texts, *answers; /* search trees */
    char here[PATH_MAX];   /* working directory with a slash */
};

static char *debug_path;

static const Dwfl_Callbacks callbacks = {
    .find_elf = dwfl_build_id_find_elf,
    .find_debuginfo = dwfl_standard_find_debuginfo,
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

static void end(void *dwfl)
{
    dwfl_end(dwfl);
}

void symbols_close(struct symbols *s)
{
    if (s == NULL)
        return;
    for (unsigned i = 0; i < s->count && !s->crashed; i++)
        s->crashed = s->file[i].dwfl != NULL && !symbols_guarded(end, s->file[i].dwfl);
    for (unsigned i = 0; i < s->count; i++)
        symbols_functions_done(&s->file[i].functions);
    tdestroy(s->texts, free);
    tdestroy(s->answers, free);
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

bool symbols_bias(const char *path, uint64_t start, uint64_t offset, uint64_t *bias)
{
    elf_version(EV_CURRENT);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Elf *elf = fd >= 0 ? elf_begin(fd, ELF_C_READ, NULL) : NULL;
    size_t count = 0;
    bool found = false;
    if (elf != NULL && elf_getphdrnum(elf, &count) != 0)
        count = 0;
    for (size_t i = 0; i < count && !found; i++) {
        GElf_Phdr ph;
        if (gelf_getphdr(elf, (int)i, &ph) == NULL || ph.p_type != PT_LOAD)
            continue;
        found = offset + PAGE > ph.p_offset && offset < ph.p_offset + ph.p_filesz;
        *bias = start - offset + ph.p_offset - ph.p_vaddr;
    }
    elf_end(elf);
    if (fd >= 0)
        close(fd);
    return found;
}

/* One question to libdw, and what came of it. */
struct question {
    struct symbols *s;
    struct elf_file *file;
    uint64_t address;
    struct symbols_symbol *out;
    size_t count;
    const char *name;
    bool yes;
};

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

/* The module that the question is about, if it reaches that far. */
static Dwfl_Module *module_of(const struct question *q)
{
    Dwarf_Addr start, end;
    if (!q->file->tried)
        open_file(q->file);
    if (q->file->module == NULL)
        return NULL;
    dwfl_module_info(q->file->module, NULL, &start, &end, NULL, NULL, NULL, NULL);
    return q->address >= start && q->address < end ? q->file->module : NULL;
}

/* False if there is nobody to answer: no such file, or libdw has crashed, now or before. */
static bool ask(void (*fn)(void *question), struct question *q, unsigned file)
{
    if (file == 0 || file > q->s->count || q->s->crashed)
        return false;
    q->file = &q->s->file[file - 1];
    q->s->crashed = !symbols_guarded_libdw(fn, q);
    return !q->s->crashed;
}

/* A function has several names in a C library. Is `a` rather what a program would call than `b`? */
static bool plainer(const char *a, const char *b)
{
    size_t left = strspn(a, "_"), right = strspn(b, "_");
    if (left != right)
        return left < right;
    return strcspn(a, "@") < strcspn(b, "@");
}

static void ask_name(void *question)
{
    struct question *q = question;
    GElf_Off offset;
    GElf_Sym symbol;
    Dwfl_Module *module = module_of(q);
    if (module == NULL)
        return;
    q->name = dwfl_module_addrinfo(module, q->address, &offset, &symbol, NULL, NULL, NULL);
    int count = q->name != NULL ? dwfl_module_getsymtab(module) : 0;
    for (int i = 0; i < count; i++) {
        GElf_Addr at;
        const char *other = dwfl_module_getsym_info(module, i, &symbol, &at, NULL, NULL, NULL);
        if (other != NULL && other[0] != '\0' && at == q->address - offset &&
            GELF_ST_TYPE(symbol.st_info) != STT_FILE && plainer(other, q->name))
            q->name = other;
    }
}

static void ask_lines(void *question)
{
    struct question *q = question;
    Dwarf_Addr bias;
    if (!q->file->tried)
        open_file(q->file);
    q->yes = q->file->module != NULL && dwfl_module_getdwarf(q->file->module, &bias) != NULL;
}

static void ask_frames(void *question)
{
    struct question *q = question;
    Dwfl_Module *module = module_of(q);
    q->out[0] = (struct symbols_symbol){ 0 };
    q->count = module != NULL
                   ? symbols_dwarf_at(module, &q->file->functions, q->address, q->out, INLINED_MAX)
                   : 0;
    if (q->count == 0) {
        ask_name(q);
        q->out[0].function = q->name;
        q->count = 1;
    }
}

const char *symbols_name(struct symbols *s, unsigned file, uint64_t address)
{
    struct question q = { .s = s, .address = address };
    return ask(ask_name, &q, file) ? symbols_text(s, q.name) : NULL;
}

bool symbols_has_lines(struct symbols *s, unsigned file)
{
    struct question q = { .s = s };
    return ask(ask_lines, &q, file) && q.yes;
}

static void ask_traced(void *question)
{
    struct question *q = question;
    GElf_Addr at;
    GElf_Sym symbol;
    bool hooks = false, named = false;
    if (!q->file->tried)
        open_file(q->file);
    int count = q->file->module != NULL ? dwfl_module_getsymtab(q->file->module) : 0;
    for (int i = 0; i < count; i++) {
        const char *name =
            dwfl_module_getsym_info(q->file->module, i, &symbol, &at, NULL, NULL, NULL);
        if (name == NULL)
            continue;
        if (symbol.st_shndx == SHN_UNDEF)
            hooks |= strncmp(name, HOOK, sizeof HOOK - 1) == 0;
        else
            named |= GELF_ST_TYPE(symbol.st_info) == STT_FUNC && strcmp(name, q->name) == 0;
    }
    q->yes = hooks && (named || symbols_dwarf_names(q->file->module, q->name));
}

bool symbols_has_traced(struct symbols *s, const char *function)
{
    struct question q = { .s = s, .name = function };
    for (unsigned file = 1; file <= s->count; file++)
        if (ask(ask_traced, &q, file) && q.yes)
            return true;
    return false;
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

/* Ask, and keep the answer. NULL: there is none, or no memory. */
static struct answer *learn(struct symbols *s, unsigned file, uint64_t address)
{
    struct symbols_symbol found[INLINED_MAX];
    struct question q = { .s = s, .address = address - 1, .out = found };
    if (!ask(ask_frames, &q, file))
        return NULL;
    struct answer *a = malloc(sizeof *a + q.count * sizeof *found);
    if (a == NULL)
        return NULL;
    *a = (struct answer){ .file = file, .address = address, .count = q.count };
    for (size_t i = 0; i < q.count; i++) {
        a->symbol[i] = found[i];
        a->symbol[i].function = symbols_text(s, found[i].function);
        a->symbol[i].file = shorten(s, found[i].file);
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
