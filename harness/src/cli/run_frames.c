/* run_frames.c -- each return address becomes one frame, or several where functions were inlined.
 */
#include "cli/run_frames.h"

#include <stdlib.h>
#include <string.h>

enum { INLINED_MAX = 8 };

static size_t add_frames(struct hm__symbols *symbols, const struct hm__stacks *table,
                         uint64_t frame, struct hm__run_frame *out)
{
    uintptr_t pc = HM__STACK_PC(frame);
    unsigned m = HM__STACK_MODULE(frame);
    if (m == 0 || m > HM__STACK_MODULES) {
        out[0] = (struct hm__run_frame){ .address = pc };
        return 1;
    }
    const struct hm__map *map = &table->modules[m - 1];
    struct hm__mapped where = { .path = map->path, .start = map->start, .offset = map->offset };
    struct hm__symbol at[INLINED_MAX];
    size_t n = hm__symbols_at(symbols, &where, pc - 1, at, INLINED_MAX);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct hm__run_frame){
            .function = at[i].function,
            .file = at[i].file,
            .line = at[i].line,
            .inlined = at[i].inlined,
            .module = map->path,
            .address = pc - map->start + map->offset,
        };
    return n;
}

struct hm__run_frame *hm__run_frames(struct hm__symbols *symbols, const struct hm__stacks *table,
                                     const struct hm__stack_site *site, size_t *count)
{
    struct hm__run_frame *frames =
        calloc((size_t)site->frame_count * INLINED_MAX + 1, sizeof *frames);
    *count = 0;
    for (size_t i = 0; frames != NULL && i < site->frame_count; i++)
        *count += add_frames(symbols, table, table->frames[site->first_frame + i], frames + *count);
    return frames;
}
