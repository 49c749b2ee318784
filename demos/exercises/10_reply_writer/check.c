/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

static void draw(hm_draw *d, struct header h, const char *text)
{
    struct {
        struct header header;
        char text[TEXT_MOST];
    } in = { h, "" };
    in.header.len = strlen(text);
    memcpy(in.text, text, strlen(text));
    hm_draw_case(d, &in, sizeof in.header + strlen(text));
}

void hm_exercise_visible(hm_draw *d)
{
    hm_draw_check(d, "it writes a status, an error and a text");
    draw(d, (struct header){ REPLY_STATUS, 64, 0, 0, 0 }, "OK");
    draw(d, (struct header){ REPLY_ERROR, 64, 0, 0, 0 }, "ERR no such key");
    draw(d, (struct header){ REPLY_TEXT, 64, 0, 0, 0 }, "hello");
    hm_draw_check(d, "it writes a double");
    draw(d, (struct header){ REPLY_DOUBLE, 64, 0, 0.5, 0 }, "");
    hm_draw_check(d, "it tells the length of what does not fit");
    draw(d, (struct header){ REPLY_INTEGER, 3, 1000, 0, 0 }, "");
    hm_draw_check(d, "it writes the integer 7");
    hm_draw_op(d, &(struct header){ REPLY_INTEGER, 64, 7, 0, 0 }, sizeof(struct header));
}
