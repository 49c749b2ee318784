/* check.c -- the checks that only the grader runs: good configurations, sixty with an error, and
 * files that cannot be opened. */
#include <heapmark/exercise.h>

#include <string.h>

#include "header.h"

enum { GOOD = 20, BAD = 60, LINES = 12, FILES = 16 };

struct input {
    struct header header;
    char text[TEXT_MOST];
    size_t length;
};

static uint64_t below(hm_draw *d, uint64_t most)
{
    return hm_draw_random(d) % most;
}

static void put(struct input *in, const char *text)
{
    memcpy(in->text + in->length, text, strlen(text));
    in->length += strlen(text);
}

static void put_blanks(hm_draw *d, struct input *in, size_t least)
{
    for (uint64_t n = least + (below(d, 4) == 0 ? below(d, 4) : 0); n > 0; n--)
        put(in, " ");
}

/* A name, or the digits of a number. */
static void put_value(hm_draw *d, struct input *in, const char *letters, size_t most)
{
    for (uint64_t n = 1 + below(d, most); n > 0; n--)
        put(in, (char[]){ letters[below(d, strlen(letters))], '\0' });
}

/* A line without an error; open() may be called up to FILES times in a text. */
static void put_good(hm_draw *d, struct input *in, size_t *files)
{
    static const char name[] = "abcdefgh.#/_=0123", digits[] = "0123456789";
    uint64_t kind = below(d, 6);
    put_blanks(d, in, 0);
    if (kind == 0) {
        put(in, below(d, 2) == 0 ? "# level x" : "#");
    } else if (kind == 1 || (kind > 2 && *files == FILES)) {
        put(in, "level");
        put_blanks(d, in, 1);
        put_value(d, in, digits, 4);
    } else if (kind > 2) {
        put(in, "open");
        put_blanks(d, in, 1);
        put_value(d, in, name, 12);
        ++*files;
    }
    put_blanks(d, in, 0);
}

static void put_bad(hm_draw *d, struct input *in)
{
    static const char *const bad[] = {
        "opne x",       "open",          "level",       "open a b",
        "level 1 2",    "level -1",      "level 10000", "level 1e3",
        "level 0x1",    "Open x",        "openx",       "level 99999999999999",
        "levels",       "open x # y",    "=",           "level #",
        "level 00001x", "open  a  b  c",
    };
    put_blanks(d, in, 0);
    put(in, bad[below(d, HM_COUNT(bad))]);
    put_blanks(d, in, 0);
}

static size_t start(hm_draw *d, struct input *in, size_t lines)
{
    size_t files = 0;
    *in = (struct input){ .length = 0 };
    for (size_t i = 0; i < lines; i++) {
        put_good(d, in, &files);
        put(in, "\n");
    }
    return files;
}

static void draw(hm_draw *d, const struct input *in)
{
    hm_draw_op(d, in, sizeof in->header + in->length);
}

static void draw_many_files(hm_draw *d)
{
    struct input in = { .length = 0 };
    for (int i = 0; i < FILES; i++)
        put(&in, "open file\n");
    draw(d, &in);
    put(&in, "level 8\n open file");
    draw(d, &in);
}

void hm_exercise_hidden(hm_draw *d)
{
    struct input in;
    hm_draw_check(d, "it reads any good configuration");
    for (int i = 0; i < GOOD; i++) {
        start(d, &in, below(d, LINES));
        draw(d, &in);
    }
    hm_draw_check(d, "it finds the first of several errors");
    for (int i = 0; i < BAD; i++) {
        start(d, &in, below(d, LINES));
        put_bad(d, &in);
        put(&in, "\n");
        put_bad(d, &in);
        draw(d, &in);
    }
    hm_draw_check(d, "a file may be one that cannot be opened");
    for (int i = 0; i < GOOD; i++) {
        size_t files = start(d, &in, LINES);
        in.header.fail_at = 1 + below(d, files + 1);
        draw(d, &in);
    }
    hm_draw_check(d, "it knows how many files it can keep");
    draw_many_files(d);
}
