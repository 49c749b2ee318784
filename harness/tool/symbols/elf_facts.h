/* elf_facts.h -- what the headers of an ELF program say about who will serve its malloc. */
#ifndef HM_SYMBOLS_ELF_FACTS_H
#define HM_SYMBOLS_ELF_FACTS_H

#include <limits.h>
#include <stdbool.h>

struct symbols_elf_facts {
    const char *error; /* why symbols_elf_read() failed; static storage */
    unsigned machine;  /* EM_... */
    unsigned class;    /* ELFCLASS... */
    bool executable;   /* ET_EXEC, or ET_DYN with an entry point */
    bool own_malloc;   /* exports a malloc: its own calls never reach a preloaded one */
    bool hooked; /* names the function entry hook, as what -finstrument-functions compiles does */
    char machine_name[32];
    char interpreter[PATH_MAX]; /* PT_INTERP; "" if static */
    char sanitizer[32];         /* e.g. "AddressSanitizer"; "" if none */
    char other_allocator[32];   /* a function of an allocator in it that is not malloc; or "" */
};

/* False and facts->error if the file cannot be read or is not ELF. */
bool symbols_elf_read(const char *path, struct symbols_elf_facts *facts);

#endif
