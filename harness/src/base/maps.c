/* maps.c -- read /proc/self/maps through a small buffer. */
#include "base/maps.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "base/kernel.h"

struct reader {
    int fd;
    size_t at, filled;
    char buffer[1024];
};

static int next(struct reader *r)
{
    if (r->at == r->filled) {
        ssize_t n = hm_base_read(r->fd, r->buffer, sizeof r->buffer);
        if (n <= 0)
            return -1;
        r->filled = (size_t)n;
        r->at = 0;
    }
    return (unsigned char)r->buffer[r->at++];
}

/* Read a hexadecimal number, and the character that ends it. */
static uint64_t hex(struct reader *r)
{
    uint64_t value = 0;
    for (;;) {
        int c = next(r);
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | (uint64_t)(c - 'a' + 10);
        else
            return value;
    }
}

/* The kernel writes a newline in a path as \012. */
static void put_newlines_back(char *path)
{
    for (char *at = strstr(path, "\\012"); at != NULL; at = strstr(at, "\\012")) {
        *at++ = '\n';
        memmove(at, at + 3, strlen(at + 3) + 1);
    }
}

/* START-END PERM OFFSET DEVICE INODE   PATH */
static bool line(struct reader *r, struct hm_base_map *map)
{
    map->start = (uintptr_t)hex(r);
    map->end = (uintptr_t)hex(r);
    if (map->end == 0)
        return false;
    next(r);
    next(r);
    map->executable = next(r) == 'x';
    next(r);
    next(r);
    map->offset = hex(r);
    map->inode = 0;
    size_t n = 0;
    int field = 0, c = next(r);
    for (bool blank = false; c >= 0 && c != '\n'; c = next(r)) {
        bool is_blank = c == ' ' && field < 2;
        field += blank && !is_blank;
        blank = is_blank;
        if (field == 1 && c >= '0' && c <= '9')
            map->inode = map->inode * 10 + (uint64_t)(c - '0');
        if (field >= 2 && n < HM_BASE_MAP_PATH_MAX - 1)
            map->path[n++] = (char)c;
    }
    map->path[n] = '\0';
    put_newlines_back(map->path);
    return true;
}

bool hm_base_maps_each(bool (*fn)(const struct hm_base_map *map, void *arg), void *arg)
{
    int saved = errno;
    struct reader r = { .fd = hm_base_open("/proc/self/maps", O_RDONLY | O_CLOEXEC) };
    if (r.fd < 0) {
        errno = saved;
        return false;
    }
    struct hm_base_map map;
    while (line(&r, &map) && fn(&map, arg))
        ;
    hm_base_close(r.fd);
    errno = saved;
    return true;
}
