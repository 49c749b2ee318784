/* others.c -- look up the names of allocators in what is loaded, by the dynamic linker's hash
 * tables.
 *
 * dlsym() would do the same, but it allocates a text for every name that it does not find. */
#include "stacks/others.h"

#include <elf.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "count/totals.h"

/* A library that also defines malloc serves ours, so it is no other. */
static const struct {
    const char *symbol, *name;
} allocators[] = {
    { "PyObject_Malloc", "PyObject_Malloc" },
    { "GC_malloc", "GC_malloc" },
    { "mi_malloc", "mi_malloc" },
    { "_rjem_malloc", "_rjem_malloc" },
    { "je_malloc", "je_malloc" },
    { "tc_malloc", "tc_malloc" },
    { "rpmalloc", "rpmalloc" },
    { "sn_malloc", "sn_malloc" },
    { "scudo_malloc", "scudo_malloc" },
    { "_emalloc", "_emalloc" },
    { "rb_newobj_of", "rb_newobj_of" },
    { "luaJIT_setmode", "lj_alloc_f" },
    { "allocateMightFail", "allocateMightFail" },
    { "_d_newclass", "_d_newclass" },
    { "_ZN2v87Isolate8AllocateEv", "the heap of V8" },
    { "JNI_CreateJavaVM", "the heap of Java" },
};

enum { WORD_BITS = sizeof(ElfW(Addr)) * 8 };

struct tables {
    const uint32_t *hash;
    const ElfW(Sym) * symbols;
    const char *strings;
};

/* glibc has added the load address to most of these, musl to none. */
static const void *at(const struct dl_phdr_info *module, ElfW(Addr) address)
{
    if (address < module->dlpi_addr)
        address += module->dlpi_addr;
    return (const void *)address; // NOLINT(performance-no-int-to-ptr)
}

static bool find_tables(const struct dl_phdr_info *module, struct tables *t)
{
    const ElfW(Dyn) *entry = NULL;
    for (ElfW(Half) i = 0; i < module->dlpi_phnum; i++)
        if (module->dlpi_phdr[i].p_type == PT_DYNAMIC)
            entry = at(module, module->dlpi_addr + module->dlpi_phdr[i].p_vaddr);
    for (; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        if (entry->d_tag == DT_GNU_HASH)
            t->hash = at(module, entry->d_un.d_ptr);
        else if (entry->d_tag == DT_SYMTAB)
            t->symbols = at(module, entry->d_un.d_ptr);
        else if (entry->d_tag == DT_STRTAB)
            t->strings = at(module, entry->d_un.d_ptr);
    }
    return t->hash != NULL && t->symbols != NULL && t->strings != NULL;
}

static uint32_t hash_of(const char *name)
{
    uint32_t h = 5381;
    while (*name != '\0')
        h = h * 33 + (unsigned char)*name++;
    return h;
}

/* Is the symbol defined there? The table holds the number of buckets, the first symbol's number,
 * the size and shift of a Bloom filter, that filter, the buckets, and a hash for each symbol, of
 * which the lowest bit marks the last of a bucket. */
static bool defines(const struct tables *t, const char *name)
{
    uint32_t h = hash_of(name), count = t->hash[0], first = t->hash[1], words = t->hash[2];
    const ElfW(Addr) *filter = (const void *)(t->hash + 4);
    const uint32_t *buckets = (const void *)(filter + words), *hashes = buckets + count;
    if (count == 0 || words == 0)
        return false;
    ElfW(Addr) word = filter[h / WORD_BITS % words];
    if ((word >> h % WORD_BITS & word >> (h >> t->hash[3]) % WORD_BITS & 1) == 0)
        return false;
    uint32_t i = buckets[h % count];
    for (bool last = i < first; !last; i++) {
        uint32_t its = hashes[i - first];
        last = (its & 1) != 0;
        if ((its | 1) == (h | 1) && strcmp(t->strings + t->symbols[i].st_name, name) == 0)
            return t->symbols[i].st_shndx != SHN_UNDEF;
    }
    return false;
}

static void copy(char *to, size_t size, const char *text)
{
    size_t n = strnlen(text, size - 1);
    memcpy(to, text, n);
    to[n] = '\0';
}

static int look_at(struct dl_phdr_info *module, size_t size, void *arg)
{
    struct tables t = { 0 };
    (void)size, (void)arg;
    if (!find_tables(module, &t) || defines(&t, "malloc"))
        return 0;
    for (size_t i = 0; i < sizeof allocators / sizeof allocators[0]; i++) {
        if (!defines(&t, allocators[i].symbol))
            continue;
        struct hm_count_process *p = &hm_count_process;
        copy(p->other_allocator, sizeof p->other_allocator, allocators[i].name);
        copy(p->other_in, sizeof p->other_in,
             module->dlpi_name[0] != '\0' ? module->dlpi_name : p->exe);
        return 1;
    }
    return 0;
}

void hm_stacks_note_others(void)
{
    if (hm_count_process.other_allocator[0] == '\0')
        dl_iterate_phdr(look_at, NULL);
}
