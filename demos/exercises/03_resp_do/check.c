/* check.c -- the checks that the student sees: the bytes of SET C 1 and of a text. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

struct input {
    struct header header;
    char bytes[32];
};

static size_t number(struct input *in, const char *key, int64_t value)
{
    in->header = (struct header){ NUMBER, (uint32_t)strlen(key), 0, 0 };
    memcpy(in->bytes, key, strlen(key));
    memcpy(in->bytes + strlen(key), &value, sizeof value);
    return sizeof in->header + strlen(key) + sizeof value;
}

static size_t text(struct input *in, const char *key, const char *value)
{
    in->header = (struct header){ TEXT, (uint32_t)strlen(key), 0, 0 };
    memcpy(in->bytes, key, strlen(key));
    memcpy(in->bytes + strlen(key), value, strlen(value));
    return sizeof in->header + strlen(key) + strlen(value);
}

void hm_exercise_visible(hm_draw *d)
{
    struct input in;
    size_t size = number(&in, "C", 1);
    hm_draw_check(d, "it sends SET C 1");
    hm_draw_case(d, &in, size);
    size = text(&in, "key", "hello");
    hm_draw_check(d, "it sends a text");
    hm_draw_case(d, &in, size);
    size = number(&in, "C", 1000);
    hm_draw_check(d, "it sends SET C 1000");
    hm_draw_op(d, &in, size);
}
