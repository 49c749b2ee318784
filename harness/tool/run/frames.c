/* frames.c -- each return address becomes one frame, or several where functions were inlined. */
#include "run/frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool run_is_c_library(const char *path)
{
    const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
    static const char *const beginnings[] = { "libc.so",       "libc-2.",  "libpthread.so",
                                              "libpthread-2.", "ld-linux", "ld-musl",
                                              "ld-2.",         "ld.so" };
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        if (strncmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

/* Is another file there now? Some file systems give a file another inode number in the mappings
 * than elsewhere; but then it is older than the run. */
static bool is_replaced(const struct hm_base_map *map, time_t started)
{
    struct stat st;
    return map->inode != 0 && stat(map->path, &st) == 0 && st.st_ino != map->inode &&
           st.st_ctime >= started - 1;
}

/* The name by which the file can be read now; "": there is none. */
static const char *readable_name(const struct hm_base_map *map, const struct run_wish *wish,
                                 struct symbols *symbols, uint64_t *bias)
{
    struct stat st;
    char name[32];
    if (!is_replaced(map, wish->started) && symbols_bias(map->path, map->start, map->offset, bias))
        return map->path;
    snprintf(name, sizeof name, "/proc/self/fd/%d", wish->program);
    if (wish->program >= 0 && fstat(wish->program, &st) == 0 && st.st_ino == map->inode &&
        symbols_bias(name, map->start, map->offset, bias))
        return symbols_text(symbols, name);
    return "";
}

struct symbols *run_symbols(const struct hm_stacks *table, const struct run_wish *wish)
{
    struct symbols *symbols = symbols_open();
    for (unsigned m = 0; symbols != NULL && m < HM_STACKS_MODULES && m < table->module_count; m++) {
        const struct hm_base_map *map = &table->modules[m];
        uint64_t bias = map->path[0] == '/' ? map->start - map->offset : 0;
        const char *name = readable_name(map, wish, symbols, &bias);
        unsigned file = name != NULL ? symbols_add(symbols, name, bias) : 0;
        if (file == 0)
            break;
        if (run_is_c_library(map->path))
            symbols_without_lines(symbols, file);
    }
    return symbols;
}

/* The counting library: it is between the program and the C++ library's operator new. */
static bool is_ours(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL && strcmp(slash + 1, "libheapmark_preload.so") == 0;
}

static bool add_frames(struct symbols *symbols, const struct hm_stacks *table, uint64_t frame,
                       struct run_frame **frames, size_t *count)
{
    uintptr_t pc = HM_STACKS_PC(frame);
    unsigned m = HM_STACKS_MODULE(frame);
    const struct hm_base_map *map =
        m != 0 && m <= HM_STACKS_MODULES ? &table->modules[m - 1] : NULL;
    size_t n;
    if (map != NULL && is_ours(map->path))
        return true;
    const struct symbols_symbol *at = symbols_at(symbols, m, pc, &n);
    struct run_frame *more = realloc(*frames, (*count + n) * sizeof *more);
    if (more == NULL)
        return false;
    *frames = more;
    for (size_t i = 0; i < n; i++)
        more[(*count)++] = (struct run_frame){
            .function = at[i].full,
            .file = at[i].file,
            .line = (unsigned)at[i].line,
            .inlined = at[i].inlined,
            .module = map != NULL ? map->path : NULL,
            .address = symbols_own_address(symbols, m, pc - 1),
        };
    return true;
}

struct run_frame *run_frames(struct symbols *symbols, const struct hm_stacks *table,
                             const struct hm_stacks_site *site, size_t *count)
{
    struct run_frame *frames = NULL;
    *count = 0;
    for (size_t i = 0; i < site->frame_count; i++)
        if (!add_frames(symbols, table, table->frames[site->first_frame + i], &frames, count)) {
            free(frames);
            *count = 0;
            return NULL;
        }
    return frames;
}

bool run_in_filter(const struct run_site *site, const char *filter)
{
    for (size_t i = 0; filter != NULL && i < site->frame_count; i++) {
        const struct run_frame *f = &site->frames[i];
        if ((f->function != NULL && strstr(f->function, filter) != NULL) ||
            (f->file != NULL && strstr(f->file, filter) != NULL))
            return true;
    }
    return filter == NULL;
}
