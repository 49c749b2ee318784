/* say.c -- text and stacks into a buffer. */
#include "expect/say.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "expect/name.h"

enum { FRAMES_SHOWN = 6 };

void hm_expect_say(struct hm_expect_text *text, const char *fmt, ...)
{
    va_list args;

    if (text->room == 0)
        return;
    va_start(args, fmt);
    int n = vsnprintf(text->at, text->room, fmt, args);
    va_end(args);
    size_t taken = n < 0 ? 0 : (size_t)n < text->room ? (size_t)n : text->room - 1;
    text->at += taken;
    text->room -= taken;
}

static void say_frame(struct hm_expect_text *text, const struct hm_expect_frame *f, uintptr_t pc)
{
    if (f->file != NULL)
        hm_expect_say(text, "%s at %s:%d\n", f->function != NULL ? f->function : "?", f->file,
                      f->line);
    else if (f->function != NULL)
        hm_expect_say(text, "%s\n", f->function);
    else
        hm_expect_say(text, "%#" PRIxPTR "\n", pc);
}

static bool is_main(const struct hm_expect_frame *f)
{
    return f->function != NULL && strcmp(f->function, "main") == 0;
}

void hm_expect_say_stack(struct hm_expect_text *text, const uintptr_t *pcs, size_t n,
                         const char *indent)
{
    struct hm_expect_frame frames[HM_EXPECT_INLINED];
    size_t shown = 0;
    bool own = false;

    for (size_t i = 0; i < n && shown < FRAMES_SHOWN; i++) {
        size_t count = hm_expect_name(pcs[i], frames, HM_EXPECT_INLINED);
        for (size_t k = 0; k < count && shown < FRAMES_SHOWN; k++) {
            if (frames[k].malloc || (own && (!frames[k].source || is_main(&frames[k]))))
                continue;
            own = own || frames[k].source;
            shown++;
            hm_expect_say(text, "%s", indent);
            say_frame(text, &frames[k], pcs[i]);
        }
    }
}
