/* check.c -- the checks that the student sees, and the op that is measured. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

enum { MANY = 1000, BYTES_MOST = 64 * 1024 };

struct input {
    struct header header;
    char bytes[BYTES_MOST];
    size_t length;
};

static void put(struct input *in, const char *bytes)
{
    memcpy(in->bytes + in->length, bytes, strlen(bytes));
    in->length += strlen(bytes);
}

static void draw(hm_draw *d, const char *bytes)
{
    static struct input in;
    in.length = 0;
    put(&in, bytes);
    hm_draw_case(d, &in, sizeof in.header + in.length);
}

void hm_exercise_visible(hm_draw *d)
{
    static struct input in;
    hm_draw_check(d, "it reads integers, texts and arrays");
    draw(d, ":-7\r\n$5\r\nhello\r\n*2\r\n*1\r\n:1\r\n$0\r\n\r\n*0\r\n");
    hm_draw_check(d, "it stops where a reply is cut off or wrong");
    draw(d, ":1\r\n*2\r\n:2\r\n$5\r\nhel");
    draw(d, ":1\r\n:2x\r\n:3\r\n");
    draw(d, "");
    hm_draw_check(d, "it reads a thousand replies");
    for (int i = 0; i < MANY; i++)
        put(&in, "*2\r\n$1\r\nk\r\n:7\r\n");
    hm_draw_op(d, &in, sizeof in.header + in.length);
}
