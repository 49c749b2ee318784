/* bench.c -- lesson 12: who owns the bytes of a text? */
#include <heapmark/bench.h>

#include <stdio.h>
#include <string.h>

#include "lesson.h"

struct question {
    long (*ask)(struct view text);
    const char *text;
    long answer;
};

/* The text stands in the middle of a longer one, as in a buffer that was read: no NUL behind it. */
static void ask(hm_bench *b)
{
    const struct question *q = hm_arg(b);
    char buffer[128];
    snprintf(buffer, sizeof buffer, "[%s]", q->text);
    struct view text = { buffer + 1, strlen(q->text) };
    while (hm_loop(b)) {
        long got = q->ask(text);
        if (got != q->answer)
            hm_error(b, "got %ld, want %ld", got, q->answer);
    }
}

#define KEY   "user:1000:sessions:2026-11-30:eu-west-1:web:counter"
#define OTHER "user:1002:sessions:2026-11-30:eu-west-1:web:counter"

static const hm_case cases[] = {
    { .name = "Text/impl=boxed",
      .run = ask,
      .arg = &(struct question){ same_boxed, KEY, 1 },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 52),
      .why = "strndup: 51 bytes and a NUL, only to compare them" },
    { .name = "Text/impl=stack",
      .run = ask,
      .arg = &(struct question){ same_stack, KEY, 1 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "compared where the bytes are" },
    { .name = "TextLookup/impl=boxed",
      .run = ask,
      .arg = &(struct question){ lookup_boxed, OTHER, 2 },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 52),
      .why = "a copy that ends in NUL, only to look it up" },
    { .name = "TextLookup/impl=stack",
      .run = ask,
      .arg = &(struct question){ lookup_stack, OTHER, 2 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the table takes a view" },
    { .name = "TextBytes/impl=boxed",
      .run = ask,
      .arg = &(struct question){ sum_boxed, KEY, 4258 },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 51),
      .why = "the callee asks for bytes that it may change" },
    { .name = "TextBytes/impl=stack",
      .run = ask,
      .arg = &(struct question){ sum_stack, KEY, 4258 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "const: the callee only reads" },
    { .name = "TextConcat/impl=boxed",
      .run = ask,
      .arg = &(struct question){ concat_boxed, "x", TIMES },
      .claim = HM_CLAIM(.allocs = 101, .bytes = 5151),
      .why = "a new text at each step: 1 + 2 + ... + 101 bytes" },
    { .name = "TextConcat/impl=builder",
      .run = ask,
      .arg = &(struct question){ concat_builder, "x", TIMES },
      .claim = HM_CLAIM(.allocs = 5, .bytes = 248),
      .why = "the room doubles: 8, 16, 32, 64, 128 bytes" },
    { .name = "TextConcat/impl=presized",
      .run = ask,
      .arg = &(struct question){ concat_presized, "x", TIMES },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 101),
      .why = "the final length is known before the first step" },
    { .name = "TextConcat/impl=stack",
      .run = ask,
      .arg = &(struct question){ concat_stack, "x", TIMES },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the final length has a bound: an array in the frame" },
    { .name = "TextSplit/impl=boxed",
      .run = ask,
      .arg = &(struct question){ longest_boxed, "SET,C,1", 3 },
      .claim = HM_CLAIM(.allocs = 4, .bytes = 32),
      .why = "an array of 3 addresses, and 3 texts of 4, 2 and 2 bytes" },
    { .name = "TextSplit/impl=stack",
      .run = ask,
      .arg = &(struct question){ longest_stack, "SET,C,1", 3 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "an iterator gives a view of each field" },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
