/* fuzz_explain.c -- any bytes as the JSON of `heapmark trace` and of `heapmark escape`, read by
 * `heapmark explain` beside counts and lines of Go that meet them.
 *
 * The verb itself is called, so that the options, the reading and all writers are reached. */
#include <fcntl.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/verb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char go_m[] = "x.go:7:2: moved to heap: x\n"
                           "x.go:9:12: \"SET\" escapes to heap\n";
static const char bench[] = "pkg: heapmark\n"
                            "BenchmarkSetC1/impl=boxed 1 10 ns/op 32 B/op 1 allocs/op\n";

static char *put(int *fd, const void *bytes, size_t size, const char *option)
{
    char *argument;
    if (*fd == 0)
        *fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (*fd < 0 || ftruncate(*fd, 0) != 0 || pwrite(*fd, bytes, size, 0) != (ssize_t)size ||
        asprintf(&argument, "--%s=/proc/self/fd/%d", option, *fd) < 0)
        abort();
    return argument;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = { "--format=text", "--format=markdown", "--format=json" };
    static int fds[3];
    if (size < 2)
        return 0;
    char *argv[] = { "explain",
                     (char *)formats[data[0] % 3],
                     put(&fds[0], go_m, sizeof go_m - 1, "go-m"),
                     put(&fds[1], bench, sizeof bench - 1, "c-bench"),
                     put(&fds[2], data + 1, size - 1, data[0] & 0x80 ? "escape" : "trace"),
                     NULL };
    optind = 0;
    cmd_explain(5, argv);
    for (int i = 2; i < 5; i++)
        free(argv[i]);
    return 0;
}
