/* fuzz_go_m.c -- any bytes as the output of go build -gcflags=-m, as text and as JSON: read,
 * explain, and write in both formats. */
#include <stdint.h>
#include <stdio.h>

#include "read_m/out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const uint8_t *data, size_t size, FILE *out,
                void read(struct go_m_set *set, FILE *in, const char *path))
{
    struct go_m_set set;
    FILE *in = fmemopen((void *)data, size, "r");
    if (in == NULL)
        return;
    go_m_init(&set);
    read(&set, in, "input");
    fclose(in);
    go_m_finish(&set);
    const struct read_m all = { &set, NULL, NULL, true };
    read_m_text(out, &all);
    read_m_json(out, &all);
    go_m_done(&set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static FILE *out;
    if (out == NULL)
        out = fopen("/dev/null", "w");
    if (size == 0 || size > 4096 || out == NULL)
        return 0;
    use(data, size, out, go_m_read);
    use(data, size, out, go_m_read_json);
    return 0;
}
