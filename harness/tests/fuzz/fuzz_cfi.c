/* fuzz_cfi.c -- any bytes as the unwind table of a function.
 *
 * The input is a CIE and an FDE, parted where its first byte says. Their lengths and the way from
 * one to the other are made right, since libgcc trusts them too; all else is the fuzzer's. What
 * must hold besides the absence of crashes and of reads outside the tables: the answer is the
 * same when it is asked for again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stacks/cfi.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 1024, LEAST = 24 };

struct bases {
    void *text, *data, *function;
};

const void *_Unwind_Find_FDE(void *pc, struct bases *bases);

static uint8_t table[ROOM]; /* in this program's data: tables are part of a loaded object */
static const uint8_t *fde;

const void *_Unwind_Find_FDE(void *pc, struct bases *bases)
{
    *bases = (struct bases){ .function = (uint8_t *)pc - 3 };
    return fde;
}

static void put(size_t at, uint32_t word)
{
    memcpy(table + at, &word, sizeof word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 + 2 * LEAST || size > ROOM)
        return 0;
    size_t all = size - 1, first = LEAST + data[0] % (all - 2 * LEAST + 1);
    uint8_t *copy = table + ROOM - all; /* what follows is not the program's to read */
    memcpy(copy, data + 1, all);
    size_t start = ROOM - all, own = start + first;
    put(start, (uint32_t)first - 4);
    put(own, (uint32_t)(all - first) - 4);
    put(own + 4, (uint32_t)(own + 4 - start));
    fde = table + own;

    struct hm_stacks_cfi once = { 0 }, again = { 0 };
    bool known = hm_stacks_cfi_at((uintptr_t)&table, &once);
    if (known != hm_stacks_cfi_at((uintptr_t)&table, &again))
        abort();
    if (known && (once.from_rbp != again.from_rbp || once.offset != again.offset ||
                  once.rbp_saved != again.rbp_saved || once.rbp_offset != again.rbp_offset))
        abort();
    return 0;
}
