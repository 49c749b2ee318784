/* bench.c -- lesson 13: who makes the text, and who makes the error? */
#include <heapmark/bench.h>

#include "lesson.h"

/* How many blocks the C library takes for a text is its own choice, and another version may choose
 * otherwise. So a claim is made only for the version that was measured. */
#if defined __GLIBC__ && defined __x86_64__
enum { MEASURED = __GLIBC__ == 2 && __GLIBC_MINOR__ == 36 };
#else
enum { MEASURED = 0 };
#endif

enum { LINE = 7, LARGE = 4711, SMALL = 7 };

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

typedef long number_fn(long number);

struct op {
    number_fn *call;
    long number, answer;
};

static void number(hm_bench *b)
{
    const struct op *op = hm_arg(b);
    while (hm_loop(b))
        expect(b, op->call(op->number), op->answer);
}

static void a_context_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, context_boxed(LINE, LARGE), 8);
    expect(b, context_boxed(LINE, SMALL), 0);
}

static void a_context_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, context_stack(LINE, LARGE), 8);
    expect(b, context_stack(LINE, SMALL), 0);
}

static void a_loop_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, loop_boxed(), 45);
}

static void a_loop_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, loop_stack(), 45);
}

static const hm_case cases[] = {
    { .name = "Formatting/impl=boxed",
      .run = number,
      .arg = &(struct op){ digits_boxed, LARGE, 13 },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 5),
      .why = "measured first: a block of 4 characters and a NUL" },
    { .name = "Formatting/impl=asprintf",
      .run = number,
      .arg = &(struct op){ digits_asprintf, LARGE, 13 },
      .claim = { .given = MEASURED, .allocs = 2, .bytes = 105 },
      .why = "glibc 2.36 begins with 100 bytes and shrinks them to 5" },
    { .name = "Formatting/impl=memstream",
      .run = number,
      .arg = &(struct op){ digits_memstream, LARGE, 13 },
      .claim = { .given = MEASURED, .allocs = 3, .bytes = 8701 },
      .why = "glibc 2.36: a stream, its buffer of 8 KiB, and the text" },
    { .name = "Formatting/impl=stack",
      .run = number,
      .arg = &(struct op){ digits_stack, LARGE, 13 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "snprintf into the caller's buffer: 21 bytes are always enough" },
    { .name = "FormattingError/impl=boxed",
      .run = number,
      .arg = &(struct op){ error_boxed, LARGE, 5 },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
      .why = "a new object for each error" },
    { .name = "FormattingError/impl=stack",
      .run = number,
      .arg = &(struct op){ error_stack, LARGE, 5 },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "a number, and a table of texts" },
    { .name = "FormattingContext/impl=boxed",
      .run = a_context_boxed,
      .claim = HM_CLAIM(.allocs = 2, .bytes = 25),
      .why = "an object of 16 bytes, and \"7: range\" with its NUL" },
    { .name = "FormattingContext/impl=stack",
      .run = a_context_stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the cause and the line, by value; the text when it is wanted" },
    { .name = "FormattingCode/impl=boxed",
      .run = number,
      .arg = &(struct op){ code_boxed, LARGE, LARGE },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
      .why = "an interface value needs an address for the number" },
    { .name = "FormattingCode/impl=pointer",
      .run = number,
      .arg = &(struct op){ code_pointer, LARGE, LARGE },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
      .why = "an address, so that NULL can mean success" },
    { .name = "FormattingCode/impl=stack",
      .run = number,
      .arg = &(struct op){ code_stack, LARGE, LARGE },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "by value; code 0 means success" },
    { .name = "FormattingCodeSmall/impl=boxed",
      .run = number,
      .arg = &(struct op){ code_boxed, SMALL, SMALL },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "a number below 256 has its address in a table" },
    { .name = "FormattingCodeSmall/impl=stack",
      .run = number,
      .arg = &(struct op){ code_stack, SMALL, SMALL },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "by value" },
    { .name = "FormattingLoop/impl=boxed",
      .run = a_loop_boxed,
      .claim = HM_CLAIM(.allocs = 10, .bytes = 80),
      .why = "each of ten errors refers to a number that lives apart" },
    { .name = "FormattingLoop/impl=stack",
      .run = a_loop_stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "each error holds its number" },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
