/* labels.c -- the words beside the bars of a window, the same in every picture. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "verdict/window.h"
#include "verdict/words.h"

enum { ALLOCATOR = 16 }; /* columns of a label, so that the size is in it */

char *verdict_block_bar_text(const struct verdict_block_bar *b, char *text, size_t size)
{
    char maker[VERDICT_NAME_ROOM], home[VERDICT_NAME_ROOM];
    verdict_short(b->maker, "its function", VERDICT_NAME, maker);
    if (b->other_thread)
        snprintf(text, size, "outlives %s: freed by another thread", maker);
    else if (b->after && b->maker_end < b->to)
        snprintf(text, size, "outlives %s: still alive at the end of the picture", maker);
    else if (b->after)
        snprintf(text, size, "still alive at the end of the picture");
    else if (b->maker_end < b->to)
        snprintf(text, size, "outlives %s: lives in %s", maker,
                 verdict_short(b->home, "none of its callers", VERDICT_NAME, home));
    else
        snprintf(text, size, "not seen to escape %s", maker);
    return text;
}

char *verdict_block_bar_label(const struct verdict_block_bar *b, char *text, size_t size)
{
    char name[VERDICT_NAME_ROOM];
    const char *slash = b->at.file != NULL ? strrchr(b->at.file, '/') : NULL;
    int n = snprintf(text, size, "%s(%" PRIu64 ")",
                     verdict_short(b->allocator, "malloc", ALLOCATOR, name), b->size);
    if (b->at.file != NULL && n > 0 && (size_t)n < size)
        snprintf(text + n, size - (size_t)n, " %s:%d", slash != NULL ? slash + 1 : b->at.file,
                 b->at.line);
    return text;
}

char *verdict_row_label(const struct verdict_window *w, unsigned row, char *text, size_t size)
{
    const char *first = NULL; /* the home, if there is one: the blocks below name it */
    bool more = false, home = false;
    for (size_t i = 0; i < w->frame_count; i++) {
        const char *name = w->frames[i].function;
        if (w->frames[i].row != row || name == NULL)
            continue;
        more = more || (first != NULL && strcmp(first, name) != 0);
        if (first == NULL || (w->frames[i].homes > 0 && !home))
            first = name;
        home = home || w->frames[i].homes > 0;
    }
    snprintf(text, size, "%s%s", first != NULL ? first : "?", more ? ", ..." : "");
    return text;
}

char *verdict_clip(char *text, size_t columns)
{
    size_t at = 0, last = 0, used = 0; /* last: the start of the last character that fits */
    hm_base_make_plain(text);
    for (size_t bytes; text[at] != '\0'; last = at, at += bytes) {
        uint32_t rune;
        bytes = hm_base_utf8_decode(text + at, &rune);
        used += hm_base_rune_columns(rune);
        if (used > columns) {
            memcpy(text + last, "+", 2); /* takes the place of at least one byte */
            return text;
        }
    }
    return text;
}
