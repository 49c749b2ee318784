/* check.c -- the checks that only the grader runs: random commands, large and unusual values, and a
 * write() that fails. */
#include <heapmark/exercise.h>

#include <errno.h>
#include <string.h>

#include "header.h"

enum { COMMANDS = 20, FAILURES = 34, KEY_MOST = 32, VALUE_MOST = 64 };

struct input {
    struct header header;
    char bytes[KEY_MOST + VALUE_MOST];
    size_t length; /* of bytes */
};

static void start(struct input *in, enum kind kind, const char *key, size_t length)
{
    in->header = (struct header){ kind, (uint32_t)length, 0, 0 };
    memcpy(in->bytes, key, length);
    in->length = length;
}

static void put(struct input *in, const void *bytes, size_t size)
{
    memcpy(in->bytes + in->length, bytes, size);
    in->length += size;
}

static size_t size(const struct input *in)
{
    return sizeof in->header + in->length;
}

static void draw_number(hm_draw *d, const char *key, size_t key_length, int64_t number)
{
    struct input in;
    start(&in, NUMBER, key, key_length);
    put(&in, &number, sizeof number);
    hm_draw_op(d, &in, size(&in));
}

static void draw_text(hm_draw *d, const char *key, size_t key_length, const char *value,
                      size_t length)
{
    struct input in;
    start(&in, TEXT, key, key_length);
    put(&in, value, length);
    hm_draw_op(d, &in, size(&in));
}

static size_t random_bytes(hm_draw *d, char *into, size_t most)
{
    size_t length = hm_draw_random(d) % most;
    for (size_t i = 0; i < length; i++)
        into[i] = (char)hm_draw_random(d);
    return length;
}

static void draw_failures(hm_draw *d)
{
    struct input in;
    int64_t one = 1;
    for (uint32_t at = 1; at <= FAILURES; at++) {
        start(&in, NUMBER, "C", 1);
        put(&in, &one, sizeof one);
        in.header.fail_at = at;
        in.header.error = hm_draw_random(d) % 2 == 0 ? -EPIPE : -ECONNRESET;
        hm_draw_case(d, &in, size(&in));
    }
}

void hm_exercise_hidden(hm_draw *d)
{
    char key[KEY_MOST], value[VALUE_MOST];
    struct input in;
    hm_draw_check(d, "it sends forty random commands");
    for (int i = 0; i < COMMANDS; i++) {
        size_t k = random_bytes(d, key, sizeof key), v = random_bytes(d, value, sizeof value);
        draw_text(d, key, k, value, v);
        draw_number(d, key, k, (int64_t)hm_draw_random(d) >> hm_draw_random(d) % 60);
    }
    hm_draw_check(d, "it sends empty and binary values");
    draw_text(d, "", 0, "", 0);
    draw_text(d, "a\0b\r\n", 5, "\0\0", 2);
    hm_draw_check(d, "it sends the extreme numbers");
    draw_number(d, "k", 1, INT64_MIN);
    draw_number(d, "k", 1, INT64_MAX);
    hm_draw_check(d, "it sends ten megabytes");
    start(&in, LONG_TEXT, "k", 1);
    put(&in, &(int64_t){ LONG_MOST }, sizeof(int64_t));
    hm_draw_case(d, &in, size(&in));
    hm_draw_check(d, "it stops when the wire fails");
    draw_failures(d);
}
