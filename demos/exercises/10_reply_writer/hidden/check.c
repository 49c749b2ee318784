/* check.c -- the checks that only the grader runs: random replies, the extreme numbers, two replies
 * at once, and buffers that are too small. */
#include <heapmark/exercise.h>

#include <float.h>
#include <string.h>

#include "contract.h"
#include "header.h"

enum { OPS = 24, ALL = 1000, KINDS = REPLY_TEXT + 1 };

/* An input as driver.c takes it. */
struct input {
    char bytes[REPLIES_MOST * (sizeof(struct header) + TEXT_MOST)];
    size_t length;
};

static void put(struct input *in, const void *bytes, size_t size)
{
    memcpy(in->bytes + in->length, bytes, size);
    in->length += size;
}

/* Finite, and of any size. */
static double random_double(hm_draw *d)
{
    uint64_t bits = hm_draw_random(d), exponent = bits >> 52 & 0x7ff;
    double number;
    if (exponent == 0x7ff)
        bits ^= (uint64_t)1 << 52;
    memcpy(&number, &bits, sizeof number);
    return hm_draw_random(d) % 2 == 0 ? number : (double)(int64_t)(bits >> 40) / 8;
}

static void put_random(hm_draw *d, struct input *in, uint32_t size)
{
    char text[TEXT_MOST];
    struct header h = { .kind = (uint32_t)(hm_draw_random(d) % KINDS), .size = size };
    h.integer = (int64_t)hm_draw_random(d) >> hm_draw_random(d) % 63;
    h.number = random_double(d);
    bool texts = h.kind != REPLY_INTEGER && h.kind != REPLY_DOUBLE;
    h.len = !texts ? 0 : hm_draw_random(d) % (hm_draw_random(d) % 4 == 0 ? TEXT_MOST : 20);
    for (size_t i = 0; i < h.len; i++)
        text[i] = (char)(h.kind == REPLY_TEXT ? hm_draw_random(d) : ' ' + hm_draw_random(d) % 90);
    put(in, &h, sizeof h);
    put(in, text, h.len);
}

static void draw_integers(hm_draw *d)
{
    static const int64_t integers[] = { 0, -1, 9, 10, -10, INT64_MIN, INT64_MIN + 1, INT64_MAX };
    hm_draw_check(d, "it writes the extreme integers");
    for (size_t i = 0; i < HM_COUNT(integers); i++)
        hm_draw_op(d, &(struct header){ REPLY_INTEGER, ALL, integers[i], 0, 0 },
                   sizeof(struct header));
}

/* The stack that snprintf needs depends on the number: these need most of it. */
static void draw_doubles(hm_draw *d)
{
    static const double doubles[] = { 0, -0.0, 0.1, 1e22, -DBL_MAX, DBL_MIN, 5e-324 };
    hm_draw_check(d, "it writes the extreme doubles");
    for (size_t i = 0; i < HM_COUNT(doubles); i++)
        hm_draw_op(d, &(struct header){ REPLY_DOUBLE, ALL, 0, doubles[i], 0 },
                   sizeof(struct header));
}

static void draw_random(hm_draw *d, int replies, size_t rooms)
{
    struct input in = { .length = 0 };
    while (replies-- > 0)
        put_random(d, &in, rooms > 0 ? (uint32_t)(hm_draw_random(d) % rooms) : ALL);
    hm_draw_op(d, in.bytes, in.length);
}

void hm_exercise_hidden(hm_draw *d)
{
    draw_integers(d);
    draw_doubles(d);
    hm_draw_check(d, "it writes random replies");
    for (int i = 0; i < OPS; i++)
        draw_random(d, 1, 0);
    hm_draw_check(d, "two replies stay what they are");
    for (int i = 0; i < OPS / 2; i++)
        draw_random(d, 2, 0);
    hm_draw_check(d, "it keeps to the buffer, whatever its size");
    for (int i = 0; i < 2 * OPS; i++)
        draw_random(d, 1, 30);
}
