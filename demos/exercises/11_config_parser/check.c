/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

static void draw(hm_draw *d, void (*how)(hm_draw *, const void *, size_t), uint64_t fail_at,
                 const char *text)
{
    struct {
        struct header header;
        char text[256];
    } in = { { fail_at }, "" };
    memcpy(in.text, text, strlen(text));
    how(d, &in, sizeof in.header + strlen(text));
}

void hm_exercise_visible(hm_draw *d)
{
    hm_draw_check(d, "it reads a configuration");
    draw(d, hm_draw_case, 0, "# a comment\nopen data\n\n  level   7\nopen log\n");
    hm_draw_check(d, "it says what is wrong, and where");
    draw(d, hm_draw_case, 0, "open data\nlevle 7\n");
    draw(d, hm_draw_case, 0, "level\n");
    draw(d, hm_draw_case, 0, "level 7 8");
    draw(d, hm_draw_case, 0, "level 7x");
    hm_draw_check(d, "it closes what it opened, the last one first");
    draw(d, hm_draw_case, 3, "open a\nopen b\nopen c\n");
    hm_draw_check(d, "it opens ten files and finds an error");
    draw(d, hm_draw_op, 0,
         "open a\nopen b\nopen c\nopen d\nopen e\nopen f\nopen g\nopen h\nopen i\nopen j\nlevel x");
}
