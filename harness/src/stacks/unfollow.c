/* unfollow.c -- read the ELF headers of a program that is about to be executed.
 *
 * Nothing allocates: it may be called between fork and exec. */
#include "stacks/unfollow.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/kernel.h"
#include "base/variable.h"
#include "count/totals.h"

/* Small, because it may run on the stack of a small thread. */
enum { SCRIPTS = 4, NEEDED = 32, PATH_BYTES = 1024, SEGMENTS = 16 };

static char library[PATH_BYTES];     /* as LD_PRELOAD names us; "": children are not followed */
static char interpreter[PATH_BYTES]; /* the dynamic linker of this process */

struct file {
    int fd;
    ElfW(Ehdr) header;
    ElfW(Phdr) segments[SEGMENTS];
};

static size_t first_of(const char *value)
{
    return strcspn(value, ": ");
}

void hm_stacks_unfollow_start(void)
{
    const char *preload = hm_base_variable("LD_PRELOAD");
    const ElfW(Phdr) *phdr = (const void *)getauxval(AT_PHDR); // NOLINT(performance-no-int-to-ptr)
    uintptr_t base = 0;
    if (preload == NULL || hm_base_variable(HM_COUNT_LEDGER_ENV) == NULL || phdr == NULL)
        return;
    for (unsigned long i = 0; i < getauxval(AT_PHNUM); i++)
        if (phdr[i].p_type == PT_PHDR)
            base = (uintptr_t)phdr - phdr[i].p_vaddr;
    for (unsigned long i = 0; i < getauxval(AT_PHNUM); i++)
        if (phdr[i].p_type == PT_INTERP)
            snprintf(interpreter, sizeof interpreter, "%s",
                     (const char *)(base + phdr[i].p_vaddr)); // NOLINT(performance-no-int-to-ptr)
    snprintf(library, sizeof library, "%.*s", (int)first_of(preload), preload);
}

static bool read_headers(struct file *f)
{
    if (hm_base_pread(f->fd, &f->header, sizeof f->header, 0) != sizeof f->header ||
        memcmp(f->header.e_ident, ELFMAG, SELFMAG) != 0)
        return false;
    if (f->header.e_phnum > sizeof f->segments / sizeof f->segments[0])
        f->header.e_phnum = sizeof f->segments / sizeof f->segments[0];
    size_t bytes = f->header.e_phnum * sizeof f->segments[0];
    return hm_base_pread(f->fd, f->segments, bytes, (off_t)f->header.e_phoff) == (ssize_t)bytes;
}

static const ElfW(Phdr) * segment(const struct file *f, unsigned type)
{
    for (unsigned i = 0; i < f->header.e_phnum; i++)
        if (f->segments[i].p_type == type)
            return &f->segments[i];
    return NULL;
}

/* Read a text at an offset of the file, cut to the size. */
static void read_text(const struct file *f, off_t offset, char *text, size_t size)
{
    ssize_t n = hm_base_pread(f->fd, text, size - 1, offset);
    text[n > 0 ? n : 0] = '\0';
}

static off_t offset_of(const struct file *f, uintptr_t address)
{
    for (unsigned i = 0; i < f->header.e_phnum; i++) {
        const ElfW(Phdr) *s = &f->segments[i];
        if (s->p_type == PT_LOAD && address >= s->p_vaddr && address - s->p_vaddr < s->p_filesz)
            return (off_t)(address - s->p_vaddr + s->p_offset);
    }
    return -1;
}

static bool is_sanitizer(const char *name)
{
    return strncmp(name, "libasan.", 8) == 0 || strncmp(name, "liblsan.", 8) == 0 ||
           strncmp(name, "libtsan.", 8) == 0 || strncmp(name, "libhwasan.", 10) == 0 ||
           strncmp(name, "libclang_rt.", 12) == 0;
}

static bool needs_sanitizer(const struct file *f)
{
    const ElfW(Phdr) *dynamic = segment(f, PT_DYNAMIC);
    ElfW(Dyn) entry;
    uint64_t needed[NEEDED];
    size_t count = 0;
    off_t names = -1;
    for (ElfW(Off) at = 0; dynamic != NULL && at < dynamic->p_filesz; at += sizeof entry) {
        if (hm_base_pread(f->fd, &entry, sizeof entry, (off_t)(dynamic->p_offset + at)) !=
                sizeof entry ||
            entry.d_tag == DT_NULL)
            break;
        if (entry.d_tag == DT_NEEDED && count < NEEDED)
            needed[count++] = entry.d_un.d_val;
        else if (entry.d_tag == DT_STRTAB)
            names = offset_of(f, entry.d_un.d_ptr);
    }
    for (size_t i = 0; names >= 0 && i < count; i++) {
        char name[16];
        read_text(f, names + (off_t)needed[i], name, sizeof name);
        if (is_sanitizer(name))
            return true;
    }
    return false;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

enum kind { UNKNOWN, SUITED, STATIC, UNSUITED };

static enum kind kind_of(int fd)
{
    struct file f = { .fd = fd };
    char its[PATH_BYTES / 4];
    if (!read_headers(&f))
        return UNKNOWN;
    if (f.header.e_ident[EI_CLASS] != (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32))
        return UNSUITED;
    const ElfW(Phdr) *interp = segment(&f, PT_INTERP);
    if (interp == NULL)
        return STATIC;
    read_text(&f, (off_t)interp->p_offset, its, sizeof its);
    return strcmp(last_part(its), last_part(interpreter)) != 0 || needs_sanitizer(&f) ? UNSUITED
                                                                                      : SUITED;
}

/* The interpreter of a script in place of its path. */
static bool script(int fd, char path[PATH_BYTES])
{
    char head[256];
    ssize_t n = hm_base_pread(fd, head, sizeof head - 1, 0);
    if (n < 3 || head[0] != '#' || head[1] != '!')
        return false;
    head[n] = '\0';
    head[strcspn(head, "\n")] = '\0';
    const char *first = head + 2 + strspn(head + 2, " \t");
    snprintf(path, PATH_BYTES, "%.*s", (int)strcspn(first, " \t"), first);
    return true;
}

/* Nothing else is executed; and to open a named pipe waits for its writer. */
static bool is_file(const char *path)
{
    struct stat status;
    return hm_base_stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool search_path(const char *name, char path[PATH_BYTES])
{
    const char *folder = hm_base_variable("PATH");
    for (folder = folder != NULL ? folder : "/bin:/usr/bin"; folder != NULL;) {
        const char *end = strchrnul(folder, ':');
        int n = snprintf(path, PATH_BYTES, "%.*s%s%s", (int)(end - folder), folder,
                         end > folder ? "/" : "", name);
        if (n < PATH_BYTES && hm_base_access(path, X_OK) == 0 && is_file(path))
            return true;
        folder = *end == ':' ? end + 1 : NULL;
    }
    return false;
}

static __attribute__((noinline)) enum kind look_at(const char *name, bool search)
{
    char path[PATH_BYTES];
    int saved = errno;
    bool found = strlen(name) < PATH_BYTES;
    enum kind kind = UNKNOWN;
    if (found && search && strchr(name, '/') == NULL)
        found = search_path(name, path);
    else if (found)
        memcpy(path, name, strlen(name) + 1);
    for (int i = 0; found && kind == UNKNOWN && i < SCRIPTS; i++) {
        int fd = is_file(path) ? hm_base_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
        if (fd < 0)
            break;
        kind = kind_of(fd);
        found = script(fd, path);
        hm_base_close(fd);
    }
    errno = saved;
    return kind;
}

/* Is that the variable that loads this library? */
static bool loads_us(const char *variable)
{
    return strncmp(variable, "LD_PRELOAD=", 11) == 0 &&
           first_of(variable + 11) == strlen(library) &&
           strncmp(variable + 11, library, strlen(library)) == 0;
}

static bool is_ledger(const char *variable)
{
    return strncmp(variable, HM_COUNT_LEDGER_ENV "=", sizeof HM_COUNT_LEDGER_ENV) == 0;
}

/* With both variables. */
static bool follows(char *const *env)
{
    unsigned loads = 0, ledgers = 0;
    for (; *env != NULL; env++) {
        loads += loads_us(*env);
        ledgers += is_ledger(*env);
    }
    return loads != 0 && ledgers != 0;
}

bool hm_stacks_must_unfollow(const char *name, bool search, char *const *env)
{
    if (library[0] == '\0' || interpreter[0] == '\0')
        return false;
    enum kind kind = look_at(name, search);
    if (kind == UNSUITED)
        hm_count_ledger_unfollowed(HM_COUNT_LOST_OTHER);
    else if (kind == STATIC)
        hm_count_ledger_unfollowed(HM_COUNT_LOST_STATIC);
    else if (kind == SUITED && !follows(env))
        hm_count_ledger_unfollowed(HM_COUNT_LOST_ENVIRONMENT);
    return kind == UNSUITED;
}

size_t hm_stacks_unfollowed_bytes(char *const *env)
{
    size_t n = 1, text = 0;
    for (; env != NULL && *env != NULL; env++, n++)
        if (strncmp(*env, "LD_PRELOAD=", 11) == 0)
            text += strlen(*env) + 1;
    return n * sizeof *env + text;
}

char *const *hm_stacks_unfollowed(char *const *env, void *room)
{
    const size_t length = strlen(library);
    char **to = room;
    size_t count = 0;
    while (env[count] != NULL)
        count++;
    char *text = (char *)(to + count + 1);
    for (; *env != NULL; env++) {
        const char *value = *env + 11;
        if (is_ledger(*env))
            continue;
        if (!loads_us(*env)) {
            *to++ = *env;
        } else if (value[length] != '\0') {
            *to++ = text;
            text = stpcpy(stpcpy(text, "LD_PRELOAD="), value + length + 1) + 1;
        }
    }
    *to = NULL;
    return room;
}
