/* folded.c -- folded stacks, one line each: the outermost function first, then the line that
 * allocates and what became of the blocks; at the end how many blocks. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "formats/stacks.h"
#include "base/text.h"

/* A semicolon would end the frame, and a control character the line. */
static void put_frame(FILE *out, const char *name, bool last)
{
    char *text = xprintf("%s", name);
    hm_base_make_plain(text);
    for (char *at = text; (at = strchr(at, ';')) != NULL;)
        *at = ',';
    fprintf(out, "%s%s", text, last ? "" : ";");
    free(text);
}

static void put_place(FILE *out, const struct formats_frame *f, bool last)
{
    const char *slash = f->file != NULL ? strrchr(f->file, '/') : NULL;
    char *place = f->file != NULL ? xprintf("%s:%u", slash != NULL ? slash + 1 : f->file, f->line)
                                  : xprintf("+0x%" PRIx64, f->address);
    put_frame(out, place, last);
    free(place);
}

bool formats_folded(FILE *out, const struct formats_heap *heap)
{
    for (size_t i = 0; i < heap->count; i++) {
        const struct formats_stack *s = &heap->stacks[i];
        for (size_t k = s->count; k > 0; k--) {
            const struct formats_frame *f = &s->frames[k - 1];
            put_frame(out, f->function != NULL ? f->function : "???", false);
        }
        if (s->count > 0)
            put_place(out, &s->frames[0], s->verdict == NULL);
        else if (s->verdict == NULL)
            put_frame(out, "???", true);
        if (s->verdict != NULL)
            put_frame(out, s->verdict, true);
        fprintf(out, " %" PRIu64 "\n", s->total.blocks);
    }
    return fflush(out) == 0 && !ferror(out);
}
