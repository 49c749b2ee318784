/* elf_facts.c -- read them with libelf. */
#include "symbols/elf_facts.h"

#include <elf.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Sanitizers that replace malloc. UBSan does not. */
static const struct {
    const char *symbol, *name;
} sanitizers[] = {
    { "__asan_init", "AddressSanitizer" },       { "__hwasan_init", "HWAddressSanitizer" },
    { "__tsan_init", "ThreadSanitizer" },        { "__msan_init", "MemorySanitizer" },
    { "__lsan_do_leak_check", "LeakSanitizer" }, { "__dfsan_init", "DataFlowSanitizer" },
};

static void name_machine(struct symbols_elf_facts *f)
{
    static const struct {
        unsigned machine;
        const char *name;
    } names[] = {
        { EM_X86_64, "x86-64" }, { EM_386, "i386" },    { EM_AARCH64, "arm64" },
        { EM_ARM, "arm" },       { EM_RISCV, "riscv" }, { EM_PPC64, "ppc64" },
        { EM_S390, "s390" },     { EM_MIPS, "mips" },
    };
    snprintf(f->machine_name, sizeof f->machine_name, "machine %u", f->machine);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].machine == f->machine)
            snprintf(f->machine_name, sizeof f->machine_name, "%s", names[i].name);
    if (f->machine == EM_X86_64 && f->class == ELFCLASS32)
        snprintf(f->machine_name, sizeof f->machine_name, "x32");
}

static void read_interpreter(Elf *elf, int fd, struct symbols_elf_facts *f)
{
    size_t count = 0;
    elf_getphdrnum(elf, &count);
    for (size_t i = 0; i < count; i++) {
        GElf_Phdr ph;
        if (gelf_getphdr(elf, (int)i, &ph) == NULL || ph.p_type != PT_INTERP)
            continue;
        size_t want = ph.p_filesz < sizeof f->interpreter ? ph.p_filesz : sizeof f->interpreter - 1;
        ssize_t n = pread(fd, f->interpreter, want, (off_t)ph.p_offset);
        f->interpreter[n > 0 ? n : 0] = '\0';
    }
}

/* Allocators that are often linked into a program under names of their own, and the heaps of
 * language runtimes. A linker keeps only the functions that are called, so each is known by how
 * several of them begin, or by another function beside them that is exported. */
static const struct {
    const char *prefix, *name;
} allocators[] = {
    { "mi_malloc", "mi_malloc" },
    { "mi_zalloc", "mi_malloc" },
    { "mi_heap_malloc", "mi_malloc" },
    { "mi_heap_zalloc", "mi_malloc" },
    { "_mi_malloc", "mi_malloc" },
    { "_mi_page_malloc", "mi_malloc" },
    { "_rjem_", "_rjem_malloc" },
    { "je_malloc", "je_malloc" },
    { "je_arena_malloc", "je_malloc" },
    { "tc_malloc", "tc_malloc" },
    { "rpmalloc", "rpmalloc" },
    { "_rpmalloc_allocate", "rpmalloc" },
    { "sn_malloc", "sn_malloc" },
    { "sn_rust_alloc", "sn_malloc" },
    { "_ZN8snmalloc", "snmalloc" },
    { "dlmalloc", "dlmalloc" },
    { "_ZN8dlmalloc", "dlmalloc" },
    { "scudo_malloc", "scudo_malloc" },
    { "runtime.mallocgc", "runtime.mallocgc" },
    { "PyObject_Malloc", "PyObject_Malloc" },
    { "GC_malloc", "GC_malloc" },
    { "caml_alloc_shr", "caml_alloc_shr" },
    { "_emalloc", "_emalloc" },                   /* PHP */
    { "rb_newobj_of", "rb_newobj_of" },           /* Ruby */
    { "luaJIT_setmode", "lj_alloc_f" },           /* LuaJIT */
    { "allocateMightFail", "allocateMightFail" }, /* Haskell */
    { "rawAlloc__system", "rawAlloc" },           /* Nim */
    { "_d_newclass", "_d_newclass" },             /* D */
    { "gc_alloc_large", "gc_alloc_large" },       /* SBCL */
    { "SYSTEM_$$_SYSGETMEM$", "SYSGETMEM" },      /* Free Pascal */
    { "_ZN2v87Isolate8AllocateEv", "the heap of V8" },
    { "JNI_CreateJavaVM", "the heap of Java" },
};

static const char *allocator_of(const char *symbol)
{
    for (size_t i = 0; i < sizeof allocators / sizeof allocators[0]; i++)
        if (symbol[0] == allocators[i].prefix[0] &&
            strncmp(symbol, allocators[i].prefix, strlen(allocators[i].prefix)) == 0)
            return allocators[i].name;
    return NULL;
}

/* A name that begins with two underscores. */
static void note_reserved(const char *name, struct symbols_elf_facts *f)
{
    for (size_t i = 0; i < sizeof sanitizers / sizeof sanitizers[0]; i++)
        if (strcmp(name, sanitizers[i].symbol) == 0 &&
            (f->sanitizer[0] == '\0' || i == 0)) /* the first of them brings another with it */
            snprintf(f->sanitizer, sizeof f->sanitizer, "%s", sanitizers[i].name);
    if (strcmp(name, "__cyg_profile_func_enter") == 0)
        f->hooked = true;
}

/* dynamic: the symbol is in the table of the dynamic linker. pascal_by_malloc: set if it is of the
 * unit with which programs of Free Pascal use malloc. */
static void note_symbol(const char *name, const GElf_Sym *sym, bool dynamic, bool *pascal_by_malloc,
                        struct symbols_elf_facts *f)
{
    if (name[0] == '_' && name[1] == '_')
        note_reserved(name, f);
    if (strncmp(name, "CMEM_$$_CGETMEM", strlen("CMEM_$$_CGETMEM")) == 0)
        *pascal_by_malloc = true;
    const char *allocator = allocator_of(name);
    if (allocator != NULL && sym->st_shndx != SHN_UNDEF)
        snprintf(f->other_allocator, sizeof f->other_allocator, "%s", allocator);
    if (!dynamic)
        return;
    if (strcmp(name, "malloc") == 0 && sym->st_shndx != SHN_UNDEF &&
        GELF_ST_TYPE(sym->st_info) == STT_FUNC)
        f->own_malloc = true;
}

/* gcc's -fsanitize=leak leaves no symbol in the program, only the name of its library. */
static void read_needed(Elf *elf, struct symbols_elf_facts *f)
{
    for (Elf_Scn *s = NULL; (s = elf_nextscn(elf, s)) != NULL;) {
        GElf_Shdr sh;
        if (gelf_getshdr(s, &sh) == NULL || sh.sh_type != SHT_DYNAMIC || sh.sh_entsize == 0)
            continue;
        Elf_Data *data = elf_getdata(s, NULL);
        for (size_t i = 0; data != NULL && i < sh.sh_size / sh.sh_entsize; i++) {
            GElf_Dyn dyn;
            if (gelf_getdyn(data, (int)i, &dyn) == NULL || dyn.d_tag != DT_NEEDED)
                continue;
            const char *name = elf_strptr(elf, sh.sh_link, dyn.d_un.d_val);
            if (name != NULL && strncmp(name, "liblsan.so", strlen("liblsan.so")) == 0)
                snprintf(f->sanitizer, sizeof f->sanitizer, "LeakSanitizer");
        }
    }
}

static void read_symbols(Elf *elf, struct symbols_elf_facts *f)
{
    bool pascal_by_malloc = false;
    for (Elf_Scn *s = NULL; (s = elf_nextscn(elf, s)) != NULL;) {
        GElf_Shdr sh;
        if (gelf_getshdr(s, &sh) == NULL ||
            (sh.sh_type != SHT_DYNSYM && sh.sh_type != SHT_SYMTAB) || sh.sh_entsize == 0)
            continue;
        Elf_Data *data = elf_getdata(s, NULL);
        for (size_t i = 0; data != NULL && i < sh.sh_size / sh.sh_entsize; i++) {
            GElf_Sym sym;
            if (gelf_getsym(data, (int)i, &sym) == NULL)
                break;
            const char *name = elf_strptr(elf, sh.sh_link, sym.st_name);
            if (name != NULL)
                note_symbol(name, &sym, sh.sh_type == SHT_DYNSYM, &pascal_by_malloc, f);
        }
    }
    if (pascal_by_malloc && strcmp(f->other_allocator, "SYSGETMEM") == 0)
        f->other_allocator[0] = '\0';
}

/* The allocator whose messages are in that text; NULL: none. Searched by their colon, because that
 * takes a tenth of the time of memmem(). */
static const char *messages_of(Elf_Scn *s)
{
    enum { NAME = 8 };
    Elf_Data *data = elf_getdata(s, NULL);
    const char *at = data != NULL ? data->d_buf : NULL;
    const char *end = at != NULL ? at + data->d_size : NULL;
    for (const char *from = at; at != NULL && at < end; at++) {
        at = memchr(at, ':', (size_t)(end - at));
        if (at == NULL)
            break;
        if (at - from < NAME)
            continue;
        if (memcmp(at - NAME, "mimalloc", NAME) == 0)
            return "mi_malloc";
        if (memcmp(at - NAME, "emalloc>", NAME) == 0)
            return "je_malloc";
    }
    return NULL;
}

/* A program without symbols: what its sections say of an allocator in it. */
static void read_sections(Elf *elf, struct symbols_elf_facts *f)
{
    enum { LARGEST = 4 << 20 }; /* of more text it would take too long */
    const char *allocator = NULL;
    size_t names;
    if (elf_getshdrstrndx(elf, &names) != 0)
        return;
    for (Elf_Scn *s = NULL; (s = elf_nextscn(elf, s)) != NULL;) {
        GElf_Shdr sh;
        const char *name = gelf_getshdr(s, &sh) != NULL ? elf_strptr(elf, names, sh.sh_name) : NULL;
        if (name == NULL)
            continue;
        if (sh.sh_type == SHT_SYMTAB)
            return;
        if (strcmp(name, ".gopclntab") == 0)
            allocator = "runtime.mallocgc";
        if (strcmp(name, ".rodata") != 0 || sh.sh_type != SHT_PROGBITS || sh.sh_size > LARGEST)
            continue;
        const char *known = messages_of(s);
        allocator = known != NULL ? known : allocator;
    }
    if (allocator != NULL)
        snprintf(f->other_allocator, sizeof f->other_allocator, "%s", allocator);
}

bool symbols_elf_read(const char *path, struct symbols_elf_facts *facts)
{
    memset(facts, 0, sizeof *facts);
    facts->error = "not an ELF file and no script with a #! line";
    elf_version(EV_CURRENT);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        facts->error = "cannot be read";
        return false;
    }
    Elf *elf = elf_begin(fd, ELF_C_READ_MMAP, NULL);
    GElf_Ehdr eh;
    bool ok = elf != NULL && elf_kind(elf) == ELF_K_ELF && gelf_getehdr(elf, &eh) != NULL;
    if (ok) {
        facts->machine = eh.e_machine;
        facts->class = eh.e_ident[EI_CLASS];
        facts->executable = eh.e_type == ET_EXEC || (eh.e_type == ET_DYN && eh.e_entry != 0);
        name_machine(facts);
        read_interpreter(elf, fd, facts);
        read_symbols(elf, facts);
        read_needed(elf, facts);
        if (facts->other_allocator[0] == '\0')
            read_sections(elf, facts);
    }
    elf_end(elf);
    close(fd);
    return ok;
}
