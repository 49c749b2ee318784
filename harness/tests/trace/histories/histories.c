/* A program with a random but known history: histories SEED FILE STEPS.
 *
 * Its functions call each other, jump, grow their frames, make blocks and free them at random, and
 * record by hand which calls are running. When a block is freed, the record says which of the calls
 * that were running when it was made have not ended since: the innermost one is its home. FILE has
 * a line for every block: its line in this source, the function that is its home, how many frames
 * up, the number of that call, and how many blocks had been born when this one was, and when it
 * died. */
#include <alloca.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#define UNSEEN __attribute__((no_instrument_function))

enum { DEPTH_MAX = 24, BLOCKS = 32, JUMPS = 16, FUNCTIONS = 6, STEPS = 4 };

struct running {
    const char *function;
    unsigned call;
};

static struct block {
    void *address;
    int line;
    unsigned depth, birth;
    unsigned calls[DEPTH_MAX + 1];
} blocks[BLOCKS];

static struct running stack[DEPTH_MAX + 1];
static unsigned depth, calls, births, work;
static jmp_buf landing[JUMPS];
static unsigned landings;
static unsigned long dice;
static FILE *account;

static void f0(void), f1(void), f2(void), f3(void), f4(void), f5(void);
static void (*const function[FUNCTIONS])(void) = { f0, f1, f2, f3, f4, f5 };

static UNSEEN unsigned roll(unsigned sides)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % sides;
}

static UNSEEN void enter(const char *function)
{
    stack[depth++] = (struct running){ function, ++calls };
}

static UNSEEN struct block *unused(void)
{
    struct block *b = &blocks[roll(BLOCKS)];
    return b->address == NULL ? b : NULL;
}

static UNSEEN void note_birth(struct block *b, void *address, int line)
{
    b->address = address;
    b->line = line;
    b->birth = births++;
    b->depth = depth;
    for (unsigned i = 0; i < depth; i++)
        b->calls[i] = stack[i].call;
}

static UNSEEN void *note_death(struct block *b)
{
    unsigned home = 0;
    while (home < b->depth && home < depth && b->calls[home] == stack[home].call)
        home++;
    fprintf(account, "%d %s %u %u %u %u\n", b->line, stack[home - 1].function, b->depth - home,
            stack[home - 1].call, b->birth, births);
    void *address = b->address;
    b->address = NULL;
    return address;
}

#define FUNCTION(name)                                                                             \
    static void name(void)                                                                         \
    {                                                                                              \
        enter(#name);                                                                              \
        for (int step = 0; step < STEPS && work > 0; step++) {                                     \
            work--;                                                                                \
            struct block *b = unused();                                                            \
            unsigned here = depth, jumps = landings;                                               \
            switch (roll(7)) {                                                                     \
            case 0:                                                                                \
            case 1:                                                                                \
                if (b != NULL)                                                                     \
                    note_birth(b, malloc(1 + roll(64)), __LINE__);                                 \
                break;                                                                             \
            case 2:                                                                                \
                b = &blocks[roll(BLOCKS)];                                                         \
                if (b->address != NULL)                                                            \
                    free(note_death(b));                                                           \
                break;                                                                             \
            case 3:                                                                                \
            case 4:                                                                                \
                if (depth < DEPTH_MAX)                                                             \
                    function[roll(FUNCTIONS)]();                                                   \
                break;                                                                             \
            case 5:                                                                                \
                if (depth < DEPTH_MAX && jumps < JUMPS && setjmp(landing[jumps]) == 0) {           \
                    landings = jumps + 1;                                                          \
                    function[roll(FUNCTIONS)]();                                                   \
                }                                                                                  \
                depth = here;                                                                      \
                landings = jumps;                                                                  \
                break;                                                                             \
            default:                                                                               \
                if (landings > 0 && roll(4) == 0)                                                  \
                    longjmp(landing[landings - 1], 1);                                             \
                *(volatile char *)alloca(1 + roll(2000)) = 0;                                      \
            }                                                                                      \
        }                                                                                          \
        depth--;                                                                                   \
    }

FUNCTION(f0)
FUNCTION(f1)
FUNCTION(f2)
FUNCTION(f3)
FUNCTION(f4)
FUNCTION(f5)

int main(int argc, char **argv)
{
    static char buffer[1 << 16]; /* so that writing FILE makes no block */
    if (argc != 4 || (account = fopen(argv[2], "w")) == NULL)
        return 2;
    setvbuf(account, buffer, _IOFBF, sizeof buffer);
    dice = strtoul(argv[1], NULL, 10);
    work = (unsigned)strtoul(argv[3], NULL, 10);
    enter("main");
    while (work > 0)
        function[roll(FUNCTIONS)]();
    for (struct block *b = blocks; b < blocks + BLOCKS; b++)
        if (b->address != NULL)
            free(note_death(b));
    return fclose(account) == 0 ? 0 : 2;
}
