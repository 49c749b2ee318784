/* driver.c -- gives the answer line after line. A line ends where the memory ends that may be read,
 * and it is read-only. */
#include <heapmark/exercise.h>

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "contract.h"
#include "header.h"

enum { PAGES = 1 << 16, GUARD = 16, UNTOUCHED = 0x5a, ALL_MOST = 64 * 1024 };

struct results {
    char bytes[ALL_MOST];
    size_t length;
    const char *wrong;
};

/* The end of memory of this thread that may be read and written to; behind it, nothing. */
static char *end_of_memory(void)
{
    static _Thread_local char *memory;
    if (memory == NULL) {
        memory = mmap(NULL, 2 * PAGES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED || mprotect(memory + PAGES, PAGES, PROT_NONE) != 0)
            exit(2);
    }
    return memory + PAGES;
}

static void one_line(hm_trial *t, const struct header *h, const char *bytes, size_t len,
                     struct results *r)
{
    char out[OUT_MOST + GUARD], *end = end_of_memory();
    unsigned columns[COLUMNS_MOST];
    memset(out, UNTOUCHED, sizeof out);
    memcpy(end - len, bytes, len);
    for (size_t i = 0; i < h->count; i++)
        columns[i] = h->columns[i];
    if (mprotect(end - PAGES, PAGES, PROT_READ) != 0)
        exit(2);
    hm_trial_begin(t);
    size_t length = pick_fields(h->size > 0 ? out : NULL, h->size, (struct view){ end - len, len },
                                columns, h->count);
    hm_trial_end(t);
    if (mprotect(end - PAGES, PAGES, PROT_READ | PROT_WRITE) != 0)
        exit(2);
    for (size_t i = h->size; i < sizeof out; i++)
        if (out[i] != UNTOUCHED)
            r->wrong = "it writes behind the end of the buffer";
    size_t written = length < h->size ? length : h->size;
    if (r->length + written + sizeof length > ALL_MOST)
        return;
    memcpy(r->bytes + r->length, out, written);
    memcpy(r->bytes + r->length + written, &(uint16_t){ (uint16_t)length }, 2);
    r->length += written + 2;
}

static void op(hm_trial *t)
{
    struct header h;
    struct results r;
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    r.length = 0;
    r.wrong = NULL;
    while (hm_trial_left(t) > 0) {
        size_t left = hm_trial_left(t), len = 0;
        const char *line = hm_trial_take(t, 1);
        for (const char *at = line; *at != '\n' && len + 1 < left; len++)
            at = hm_trial_take(t, 1);
        one_line(t, &h, line, len, &r);
    }
    hm_say_bytes(t, r.bytes, r.length);
    if (r.wrong != NULL)
        hm_say(t, ", and %s", r.wrong);
}

int main(void)
{
    return hm_exercise_main(op);
}
