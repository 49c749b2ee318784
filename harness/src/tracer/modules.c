/* modules.c -- list the ELF files that are mapped, and where. */
#include "tracer/modules.h"

#include <link.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "tracer/state.h"

static unsigned char noting;

static bool known(uint64_t start, uint64_t end)
{
    const struct hm_tracer_raw *raw = &hm_tracer_trace.raw;
    for (uint32_t i = 0; i < raw->header->modules; i++)
        if (raw->module[i].start == start && raw->module[i].end == end)
            return true;
    return false;
}

static void name(struct hm_tracer_raw_module *m, const struct dl_phdr_info *info)
{
    bool program = info->dlpi_name == NULL || info->dlpi_name[0] == '\0';

    if (program && hm_tracer_trace.raw.header->modules == 0) {
        ssize_t n = readlink("/proc/self/exe", m->path, sizeof m->path - 1);
        m->path[n > 0 ? n : 0] = '\0';
    } else {
        size_t length = program ? 0 : strlen(info->dlpi_name);
        if (length >= sizeof m->path)
            length = 0;
        if (length > 0)
            memcpy(m->path, info->dlpi_name, length);
        m->path[length] = '\0';
    }
}

static int note(struct dl_phdr_info *info, size_t size, void *arg)
{
    struct hm_tracer_raw_header *h = hm_tracer_trace.raw.header;
    uint64_t start = UINT64_MAX, end = 0;

    (void)size, (void)arg;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_LOAD)
            continue;
        uint64_t low = info->dlpi_addr + p->p_vaddr, high = low + p->p_memsz;
        start = low < start ? low : start;
        end = high > end ? high : end;
    }
    if (end == 0 || known(start, end))
        return 0;
    if (h->modules == HM_TRACER_MODULES_MAX) {
        h->modules_missed++;
        return 0;
    }
    struct hm_tracer_raw_module *m = &hm_tracer_trace.raw.module[h->modules];
    m->start = start;
    m->end = end;
    m->bias = info->dlpi_addr;
    name(m, info);
    h->modules++;
    return 0;
}

void hm_tracer_modules_note(void)
{
    if (__atomic_test_and_set(&noting, __ATOMIC_ACQUIRE))
        return; /* another thread lists them, or this one did when a signal came */
    dl_iterate_phdr(note, NULL);
    __atomic_clear(&noting, __ATOMIC_RELEASE);
}
