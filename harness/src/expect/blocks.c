/* blocks.c -- an open hash table of blocks; one that is full moves to one twice as large. */
#include "expect/blocks.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

static struct hm_expect_block *table;
static size_t room, used; /* room: a power of two */

static size_t place(uintptr_t address)
{
    return (size_t)((address >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (room - 1);
}

static void put(const struct hm_expect_block *block)
{
    size_t i = place(block->address);

    while (table[i].address != 0)
        i = (i + 1) & (room - 1);
    table[i] = *block;
    used++;
}

static bool grow(void)
{
    struct hm_expect_block *old = table;
    size_t old_room = room, wanted = room != 0 ? 2 * room : 1 << 12;
    int saved = errno;
    void *memory = mmap(NULL, wanted * sizeof *table, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    errno = saved;
    if (memory == MAP_FAILED)
        return false;
    table = memory;
    room = wanted;
    used = 0;
    for (size_t i = 0; i < old_room; i++)
        if (old[i].address != 0)
            put(&old[i]);
    if (old != NULL)
        munmap(old, old_room * sizeof *old);
    errno = saved;
    return true;
}

bool hm_expect_blocks_add(const struct hm_expect_block *block)
{
    if (4 * (used + 1) > 3 * room && !grow())
        return false;
    put(block);
    return true;
}

/* Close the gap at i, so that no search stops there early. */
static void close_gap(size_t i)
{
    for (size_t next = (i + 1) & (room - 1); table[next].address != 0;
         next = (next + 1) & (room - 1)) {
        size_t home = place(table[next].address);
        if (((next - home) & (room - 1)) < ((next - i) & (room - 1)))
            continue;
        table[i] = table[next];
        i = next;
    }
    table[i].address = 0;
}

bool hm_expect_blocks_take(const void *address, struct hm_expect_block *out)
{
    if (used == 0)
        return false;
    for (size_t i = place((uintptr_t)address); table[i].address != 0; i = (i + 1) & (room - 1)) {
        if (table[i].address != (uintptr_t)address)
            continue;
        *out = table[i];
        close_gap(i);
        used--;
        return true;
    }
    return false;
}

void hm_expect_blocks_clear(void)
{
    if (used != 0)
        memset(table, 0, room * sizeof *table);
    used = 0;
}
