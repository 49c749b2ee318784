/* fuzz_verdict.c -- any bytes as the raw trace that a traced program left behind.
 *
 * The program may have written over it, so every count and index in it may be wrong. The input is
 * the header, then entries: a byte for the region, a byte for the index, and the entry. The room
 * for events is the tool's own number and stays. What must hold: the trace is read and printed in
 * every format, or refused. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "tracer/raw.h"
#include "verdict/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { EVENTS = 64, REGIONS = 7 };

static size_t take(void *to, size_t room, const uint8_t **data, size_t *size)
{
    size_t n = room < *size ? room : *size;
    memcpy(to, *data, n);
    *data += n;
    *size -= n;
    return n;
}

static void fill(struct hm_tracer_raw *raw, const uint8_t *data, size_t size)
{
    take(raw->header, sizeof *raw->header, &data, &size);
    raw->header->magic = HM_TRACER_RAW_MAGIC;
    raw->header->version = HM_TRACER_RAW_VERSION;
    raw->header->events_max = EVENTS;
    while (size > 2) {
        unsigned region = data[0] % REGIONS, index = data[1];
        data += 2, size -= 2;
        switch (region) {
        case 0:
            take(&raw->module[index], sizeof *raw->module, &data, &size);
            break;
        case 1:
            take(&raw->node[index], sizeof *raw->node, &data, &size);
            break;
        case 2:
            take(&raw->site[index], sizeof *raw->site, &data, &size);
            break;
        case 3:
            take(&raw->fate[index], sizeof *raw->fate, &data, &size);
            break;
        case 4:
            take(&raw->peak[index], sizeof *raw->peak, &data, &size);
            break;
        case 5:
            take(&raw->line[index], sizeof *raw->line, &data, &size);
            break;
        default:
            take(&raw->event[index % EVENTS], sizeof *raw->event, &data, &size);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FILE *out;
    if (out == NULL)
        out = fopen("/dev/null", "w");
    size_t bytes = hm_tracer_raw_size(EVENTS);
    void *base = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED || out == NULL)
        abort();
    struct hm_tracer_raw raw = hm_tracer_raw_at(base);
    fill(&raw, data, size);
    struct verdict_options options = { 0 };
    struct verdict_reading reading;
    if (verdict_read(&reading, base, &options) == 0) {
        verdict_text(out, &reading.report);
        verdict_json(out, &reading.report);
        verdict_picture(out, &reading.report);
        verdict_svg(out, &reading.report);
    }
    verdict_read_done(&reading);
    munmap(base, bytes);
    return 0;
}
