/* bench.c -- lesson 09: where does a value live that two threads share? */
#include <heapmark/bench.h>

#include "lesson.h"

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

/* The C library may take a block for the first thread of a process. It keeps the block, with the
 * stack of that thread, for the next one. */
static void start_the_first_thread(hm_bench *b)
{
    expect(b, square_stack(3), 9);
}

static void boxed(hm_bench *b)
{
    start_the_first_thread(b);
    while (hm_loop(b))
        expect(b, square_boxed(12), 144);
}

static void stack(hm_bench *b)
{
    start_the_first_thread(b);
    while (hm_loop(b))
        expect(b, square_stack(12), 144);
}

static void start_boxed(hm_bench *b)
{
    start_the_first_thread(b);
    while (hm_loop(b))
        expect(b, left_boxed(10), 9);
}

static void start_stack(hm_bench *b)
{
    start_the_first_thread(b);
    while (hm_loop(b))
        expect(b, left_stack(10), 9);
}

static void send_boxed(hm_bench *b)
{
    start_the_first_thread(b);
    while (hm_loop(b))
        expect(b, received_boxed(), 6);
}

static void send_stack(hm_bench *b)
{
    start_the_first_thread(b);
    while (hm_loop(b))
        expect(b, received_stack(), 6);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Threads/impl=boxed",
          .run = boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "the number that two threads share has a block" },
        { .name = "Threads/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the frame of the thread that waits outlives the other thread" },
        { .name = "ThreadsStart/impl=boxed",
          .run = start_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 16),
          .why = "a thread takes one address: method and object go behind it" },
        { .name = "ThreadsStart/impl=stack",
          .run = start_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a function for this method: the one address is the object" },
        { .name = "ThreadsSend/impl=boxed",
          .run = send_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "the channel carries an address, so the point has a block" },
        { .name = "ThreadsSend/impl=stack",
          .run = send_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the channel has room for a point: it is copied in and out" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
