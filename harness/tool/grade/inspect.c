/* inspect.c -- symbols and sections by libelf, instructions by objdump. */
#include "grade/inspect.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "process/jobs.h"

/* What a compiler puts in or expands by itself: no call that an answer could be blamed for. */
static const char always[] = " malloc calloc realloc free memcpy memmove memset memcmp "
                             " bcmp strcpy strlen __errno_location "
                             " _GLOBAL_OFFSET_TABLE_ __stack_chk_fail ";

static bool named(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(list, name); at != NULL; at = strstr(at + 1, name))
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

struct lists {
    const char *may_call, *may_define;
};

static void note(char names[GRADE_INSPECT_NAMES], const char *name)
{
    size_t used = strlen(names);
    snprintf(names + used, GRADE_INSPECT_NAMES - used, "%s%s", used > 0 ? " " : "", name);
}

static void note_symbol(const GElf_Sym *symbol, const char *name, const struct lists *lists,
                        struct grade_inspected *out)
{
    if (GELF_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC) /* its resolver runs before main */
        out->before_main = true;
    if (name == NULL || *name == '\0')
        return;
    if (symbol->st_shndx == SHN_UNDEF) {
        if (!named(always, name) && !named(lists->may_call, name))
            note(out->calls, name);
    } else if (GELF_ST_BIND(symbol->st_info) != STB_LOCAL && !named(lists->may_define, name)) {
        note(out->defines, name);
    }
}

static void read_symbols(Elf *elf, Elf_Scn *section, const GElf_Shdr *header,
                         const struct lists *lists, struct grade_inspected *out)
{
    Elf_Data *data = elf_getdata(section, NULL);
    if (data == NULL || header->sh_entsize == 0)
        return;
    size_t count = header->sh_size / header->sh_entsize;
    for (size_t i = 1; i < count; i++) {
        GElf_Sym symbol;
        if (gelf_getsym(data, (int)i, &symbol) != NULL)
            note_symbol(&symbol, elf_strptr(elf, header->sh_link, symbol.st_name), lists, out);
    }
}

static void read_section(Elf *elf, size_t names, Elf_Scn *section, const struct lists *lists,
                         struct grade_inspected *out)
{
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == NULL)
        return;
    if (header.sh_type == SHT_SYMTAB)
        read_symbols(elf, section, &header, lists, out);
    const char *name = elf_strptr(elf, names, header.sh_name);
    bool code = (header.sh_flags & SHF_EXECINSTR) != 0;
    bool loaded = (header.sh_flags & SHF_ALLOC) != 0;
    if (header.sh_type == SHT_INIT_ARRAY || header.sh_type == SHT_PREINIT_ARRAY ||
        (name != NULL && strncmp(name, ".ctors", 6) == 0) ||
        (name != NULL && code && strncmp(name, ".text", 5) != 0)) /* .init, or a hiding place */
        out->before_main = true;
    bool writable = loaded && (header.sh_flags & SHF_WRITE) != 0;
    /* Only these are read-only once the program has started; the linker takes no other names. */
    bool constant = name != NULL && strncmp(name, ".data.rel.ro", 12) == 0 &&
                    (name[12] == '\0' || name[12] == '.');
    if (writable && !constant)
        out->static_bytes += (long)header.sh_size;
}

static bool read_elf(const char *object, const struct lists *lists, struct grade_inspected *out)
{
    int fd = open(object, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool read = false;
    Elf *elf = elf_version(EV_CURRENT) != EV_NONE ? elf_begin(fd, ELF_C_READ, NULL) : NULL;
    size_t names;
    if (elf != NULL && elf_kind(elf) == ELF_K_ELF && elf_getshdrstrndx(elf, &names) == 0) {
        read = true;
        for (Elf_Scn *s = elf_nextscn(elf, NULL); s != NULL; s = elf_nextscn(elf, s))
            read_section(elf, names, s, lists, out);
    }
    elf_end(elf);
    close(fd);
    return read;
}

static bool read_instructions(const char *object, struct grade_inspected *out)
{
    static const char *const kernel_calls[] = { "\tsyscall", "\tsysenter", "\tint    $0x80",
                                                "\tsvc\t" };
    const char *const argv[] = { "objdump", "-d", "--no-show-raw-insn", object, NULL };
    char *text;
    size_t length;
    int status = process_output(argv, false, &text, &length);
    for (size_t i = 0; status == 0 && i < sizeof kernel_calls / sizeof kernel_calls[0]; i++)
        if (strstr(text, kernel_calls[i]) != NULL)
            out->talks_to_kernel = true;
    free(text);
    return status == 0 && length > 0;
}

bool grade_inspect(const char *object, const char *may_call, const char *may_define,
                   struct grade_inspected *out, char *why, size_t why_size)
{
    memset(out, 0, sizeof *out);
    const struct lists lists = { may_call, may_define };
    if (!read_elf(object, &lists, out)) {
        snprintf(why, why_size, "%s is not an object file", object);
        return false;
    }
    if (!read_instructions(object, out)) {
        snprintf(why, why_size, "objdump could not read %s", object);
        return false;
    }
    return true;
}

bool grade_unbounded_frame(const char *su_path, char *function, size_t size, bool *readable)
{
    FILE *file = fopen(su_path, "r");
    *readable = file != NULL || errno == ENOENT;
    if (file == NULL)
        return false;
    char *line = NULL;
    size_t room = 0;
    bool found = false;
    while (!found && getline(&line, &room, file) > 0) { /* FILE:LINE:COL:NAME\tBYTES\tKIND */
        char *kind = strrchr(line, '\t');
        if (kind == NULL || strncmp(kind + 1, "dynamic", 7) != 0 || strstr(kind, "bounded") != NULL)
            continue;
        char *bytes = strchr(line, '\t');
        *bytes = '\0';
        char *name = strrchr(line, ':');
        snprintf(function, size, "%s", name != NULL ? name + 1 : line);
        found = true;
    }
    free(line);
    fclose(file);
    return found;
}
