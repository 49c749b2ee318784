/* exercise_draw.c -- the inputs of an exercise, drawn from a seed and written down. */
#include "bench/exercise.h"

#include <stdio.h>
#include <stdlib.h>

struct hm_draw {
    uint64_t random;
    bool failed; /* there was no memory for an input */
};

/* A check program has the halves that were linked into it. */
__attribute__((weak)) void hm_exercise_visible(hm_draw *d);
__attribute__((weak)) void hm_exercise_hidden(hm_draw *d);

void hm_draw_check(hm_draw *d, const char *name)
{
    (void)d;
    hm_bench_line("check %s", name);
}

static void draw(hm_draw *d, const char *word, const unsigned char *bytes, size_t size)
{
    char *hex = malloc(2 * size + 1);
    if (hex == NULL) {
        d->failed = true;
        return;
    }
    hex[0] = '\0';
    for (size_t i = 0; i < size; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    hm_bench_line("%s %s", word, hex);
    free(hex);
}

void hm_draw_case(hm_draw *d, const void *bytes, size_t size)
{
    draw(d, "case", bytes, size);
}

void hm_draw_op(hm_draw *d, const void *bytes, size_t size)
{
    draw(d, "op", bytes, size);
}

/* splitmix64: good for any seed, 0 included. */
uint64_t hm_draw_random(hm_draw *d)
{
    uint64_t z = (d->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int hm_bench_exercise_draw(uint64_t seed)
{
    hm_draw d = { .random = seed };
    if (hm_exercise_visible != NULL) {
        hm_bench_line("part visible");
        hm_exercise_visible(&d);
    }
    if (hm_exercise_hidden != NULL) {
        hm_bench_line("part hidden");
        hm_exercise_hidden(&d);
    }
    return d.failed ? 2 : 0;
}
