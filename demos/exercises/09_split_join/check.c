/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

static void draw(hm_draw *d, void (*how)(hm_draw *, const void *, size_t), struct header h,
                 const char *lines)
{
    struct {
        struct header header;
        char lines[64];
    } in = { h, "" };
    memcpy(in.lines, lines, strlen(lines));
    how(d, &in, sizeof in.header + strlen(lines));
}

void hm_exercise_visible(hm_draw *d)
{
    hm_draw_check(d, "it picks fields in the order of the columns");
    draw(d, hm_draw_case, (struct header){ 64, 3, { 2, 0, 2 } }, "one,two,three\n");
    hm_draw_check(d, "a field may be empty, or missing");
    draw(d, hm_draw_case, (struct header){ 64, 3, { 0, 1, 5 } }, ",,three\n\n");
    hm_draw_check(d, "it tells the length of what does not fit");
    draw(d, hm_draw_case, (struct header){ 4, 2, { 1, 0 } }, "one,two\n");
    hm_draw_check(d, "it picks two of three fields");
    draw(d, hm_draw_op, (struct header){ 64, 2, { 2, 1 } }, "SET,C,1\n");
}
