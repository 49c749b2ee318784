/* objects.c -- ask Valgrind's debug information which file an address lies in. */
#include "objects.h"

#include "pub_tool_clientstate.h"
#include "pub_tool_debuginfo.h"

enum { LIBRARIES_MAX = 32 };

static const HChar *program_path;
static const HChar *library[LIBRARIES_MAX];
static UInt libraries;

void vg_objects_program(const HChar *path)
{
    program_path = path;
}

void vg_objects_library(const HChar *part)
{
    if (libraries < LIBRARIES_MAX)
        library[libraries++] = part;
}

static Bool starts(const HChar *path, const HChar *with)
{
    return VG_(strncmp)(path, with, VG_(strlen)(with)) == 0;
}

static Bool of_system(const HChar *path)
{
    static const HChar *const folders[] = { "/lib", "/usr/lib", "/usr/local/lib", "/opt/",
                                            "/nix/" };
    for (UInt i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (starts(path, folders[i]))
            return True;
    return VG_(strstr)(path, "vgpreload_") != NULL || path[0] != '/';
}

/* What is linked into the program itself is its own, and so is a library that lies outside the
 * system's folders, as plugins and what was just built do. */
static Bool own_path(const HChar *path)
{
    if (program_path != NULL && VG_(strcmp)(path, program_path) == 0)
        return True;
    for (UInt i = 0; i < libraries; i++)
        if (VG_(strstr)(path, library[i]) != NULL)
            return True;
    return !of_system(path);
}

static void list(const DebugInfo *di)
{
    struct vg_seen_header *h = vg_seen.header;
    const HChar *path = VG_(DebugInfo_get_filename)(di);
    Addr start = VG_(DebugInfo_get_text_avma)(di);
    SizeT size = VG_(DebugInfo_get_text_size)(di);
    for (UInt i = 0; i < h->modules; i++)
        if (vg_seen.module[i].start == start && vg_seen.module[i].end == start + size &&
            VG_(strcmp)(vg_seen.module[i].path, path) == 0)
            return;
    if (h->modules > 0 && vg_seen.module->end == 0 &&
        VG_(strcmp)(vg_seen.module->path, path) == 0) {
        vg_seen.module->start = start;
        vg_seen.module->end = start + size;
        vg_seen.module->bias = (uint64_t)VG_(DebugInfo_get_text_bias)(di);
        return;
    }
    if (h->modules == VG_SEEN_MODULES_MAX) {
        h->modules_missed++;
        return;
    }
    struct hm_tracer_raw_module *m = &vg_seen.module[h->modules];
    m->start = start;
    m->end = start + size;
    m->bias = (uint64_t)VG_(DebugInfo_get_text_bias)(di);
    VG_(strncpy)(m->path, path, sizeof m->path - 1);
    h->modules++;
}

void vg_objects_start(void)
{
    if (program_path == NULL)
        return;
    VG_(strncpy)(vg_seen.module->path, program_path, sizeof vg_seen.module->path - 1);
    vg_seen.header->modules = 1; /* where it lies is known once it is mapped */
}

Bool vg_objects_own(Addr pc)
{
    const DebugInfo *di = VG_(find_DebugInfo)(VG_(current_DiEpoch)(), pc);
    if (di == NULL)
        return False;
    list(di);
    return own_path(VG_(DebugInfo_get_filename)(di));
}

Bool vg_objects_named(Addr pc, const HChar *part)
{
    const DebugInfo *di = VG_(find_DebugInfo)(VG_(current_DiEpoch)(), pc);
    return di != NULL && VG_(strstr)(VG_(DebugInfo_get_filename)(di), part) != NULL;
}

Bool vg_objects_any(Addr pc)
{
    return VG_(find_DebugInfo)(VG_(current_DiEpoch)(), pc) != NULL;
}
