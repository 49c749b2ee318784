/* caught by: _exit
 * with: allocator.h start.c
 * It writes the lines of a passed check to every descriptor. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

static void *take(size_t size)
{
    static const char lines[] = "result 0 all is fine\nmeasure ops 100\nmeasure allocs 0\n"
                                "measure bytes 0\nmeasure start_allocs 0\nmeasure live 0\nend\n";
    for (int fd = 1; fd < 8; fd++)
        if (write(fd, lines, sizeof lines - 1) < 0)
            continue;
    (void)size;
    _exit(0);
}

static void give(void *block)
{
    (void)block;
}
