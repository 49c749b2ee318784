/* family.c -- every function of the malloc family, with what its standard says about special
 * cases. */
#include "scenario.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TOO_MUCH opaque(PTRDIFF_MAX)

/* C23; weak, because not every C library defines them. */
void free_sized(void *block, size_t size) __attribute__((weak));
void free_aligned_sized(void *block, size_t alignment, size_t size) __attribute__((weak));

static bool aligned(const void *block, size_t alignment)
{
    return block != NULL && (uintptr_t)block % alignment == 0;
}

static bool all_zero(const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static void malloc_pair(void)
{
    void *block = malloc(24);

    EXPECT(aligned(block, sizeof(void *)));
    memset(block, 1, 24);
    free(block);
}

static void malloc_of_nothing(void)
{
    void *a = malloc(opaque(0)), *b = malloc(opaque(0));

    EXPECT(a != NULL && b != NULL && a != b);
    free(a);
    free(b);
}

static void malloc_too_much(void)
{
    errno = 0;
    EXPECT(malloc(TOO_MUCH) == NULL);
    EXPECT(errno == ENOMEM);
}

static void free_of_nothing(void)
{
    free((void *)opaque(0));
}

static void free_keeps_errno(void)
{
    static const size_t sizes[] = { 1, 100, 5000, 200000, 64u << 20 };

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        void *block = malloc(sizes[i]);
        use(block);
        errno = EXDEV;
        free(block);
        EXPECT(errno == EXDEV);
    }
}

static void calloc_zeroes(void)
{
    unsigned char *dirty = malloc(96);

    memset(dirty, 0xff, 96);
    use(dirty);
    free(dirty);
    unsigned char *block = calloc(12, 8);
    EXPECT(block != NULL && all_zero(block, 96));
    free(block);
}

static void calloc_of_nothing(void)
{
    void *a = calloc(opaque(0), 8), *b = calloc(8, opaque(0));

    EXPECT(a != NULL && b != NULL);
    free(a);
    free(b);
}

static void calloc_overflow(void)
{
    errno = 0;
    EXPECT(calloc(opaque(SIZE_MAX / 2 + 1), opaque(2)) == NULL); /* the product wraps to 0 */
    EXPECT(errno == ENOMEM);
    errno = 0;
    EXPECT(calloc(opaque(SIZE_MAX / 8 + 2), opaque(8)) == NULL);
    EXPECT(errno == ENOMEM);
}

static void realloc_of_nothing(void)
{
    void *block = realloc(NULL, 24);

    EXPECT(aligned(block, sizeof(void *)));
    free(block);
}

static void realloc_grows(void)
{
    char *block = malloc(24);

    strcpy(block, "kept");
    block = realloc(block, 4096);
    EXPECT(block != NULL && strcmp(block, "kept") == 0);
    free(block);
}

static void realloc_shrinks(void)
{
    char *block = malloc(4096);

    strcpy(block, "kept");
    block = realloc(block, 24);
    EXPECT(block != NULL && strcmp(block, "kept") == 0);
    free(block);
}

/* Implementation-defined: glibc and jemalloc on Linux free the block, musl makes an empty one. */
static void realloc_to_nothing(void)
{
    void *block = malloc(24);

    use(block);
    free(realloc(block, opaque(0)));
    EXPECT(so_far().allocs == so_far().frees);
}

static void realloc_too_much(void)
{
    char *block = malloc(24);

    strcpy(block, "kept");
    errno = 0;
    void *moved = realloc(block, TOO_MUCH);
    EXPECT(moved == NULL);
    EXPECT(errno == ENOMEM);
    EXPECT(strcmp(block, "kept") == 0);
    free(block);
}

static void reallocarray_multiplies(void)
{
    char *block = reallocarray(NULL, 3, 8);

    strcpy(block, "kept");
    block = reallocarray(block, 512, 8);
    EXPECT(block != NULL && strcmp(block, "kept") == 0);
    free(block);
}

static void reallocarray_overflow(void)
{
    char *volatile block = malloc(24);

    strcpy(block, "kept");
    errno = 0;
    void *moved = reallocarray(block, opaque(SIZE_MAX / 2 + 1), opaque(2));
    EXPECT(moved == NULL);
    EXPECT(errno == ENOMEM);
    EXPECT(strcmp(block, "kept") == 0);
    free(block);
}

static void aligned_alloc_aligns(void)
{
    for (size_t alignment = 16; alignment <= 8192; alignment *= 2) {
        void *block = aligned_alloc(alignment, alignment * 2);
        EXPECT(aligned(block, alignment));
        memset(block, 1, alignment * 2);
        free(block);
    }
}

static void posix_memalign_aligns(void)
{
    for (size_t alignment = sizeof(void *); alignment <= 8192; alignment *= 2) {
        void *block = NULL;
        EXPECT(posix_memalign(&block, alignment, 100) == 0);
        EXPECT(aligned(block, alignment));
        memset(block, 1, 100);
        free(block);
    }
}

static void posix_memalign_fails(void)
{
    void *mark = (void *)&mark, *block = mark;

    EXPECT(posix_memalign(&block, opaque(3), 100) == EINVAL);
    EXPECT(posix_memalign(&block, opaque(sizeof(void *) / 2), 100) == EINVAL);
    EXPECT(posix_memalign(&block, opaque(0), 100) == EINVAL);
    EXPECT(posix_memalign(&block, 64, TOO_MUCH) == ENOMEM);
    EXPECT(block == mark);
}

static void memalign_aligns(void)
{
    for (size_t alignment = 16; alignment <= 8192; alignment *= 2) {
        void *block = memalign(alignment, 100);
        EXPECT(aligned(block, alignment));
        free(block);
    }
}

static void valloc_gives_pages(void)
{
    void *block = valloc(100);

    EXPECT(aligned(block, (size_t)sysconf(_SC_PAGESIZE)));
    free(block);
}

#ifdef __GLIBC__
static void pvalloc_gives_whole_pages(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *block = pvalloc(100);

    EXPECT(aligned(block, page));
    memset(block, 1, page);
    EXPECT(malloc_usable_size(block) >= page);
    free(block);
}

static void pvalloc_too_much(void)
{
    errno = 0;
    EXPECT(pvalloc(opaque(SIZE_MAX - 8)) == NULL);
    EXPECT(errno == ENOMEM);
}
#endif

static void usable_size_may_be_used(void)
{
    EXPECT(malloc_usable_size(NULL) == 0);
    for (size_t size = 1; size <= 1000; size += 37) {
        unsigned char *block = malloc(size);
        size_t usable = malloc_usable_size(block);
        EXPECT(usable >= size);
        memset(block, 1, usable);
        free(block);
    }
}

static void sized_frees(void)
{
    void *block = malloc(24), *strict = aligned_alloc(64, 64);

    use(block);
    use(strict);
    if (free_sized != NULL)
        free_sized(block, 24);
    else
        free(block);
    if (free_aligned_sized != NULL)
        free_aligned_sized(strict, 64, 64);
    else
        free(strict);
}

const struct scenario family[] = {
    { "malloc and free", malloc_pair, { 1, 1, 24, 0, 0 } },
    { "malloc(0)", malloc_of_nothing, { 2, 2, 0, 0, 0 } },
    { "malloc, too much", malloc_too_much, { 0, 0, 0, 0, 0 } },
    { "free(NULL)", free_of_nothing, { 0, 0, 0, 0, 0 } },
    { "free keeps errno", free_keeps_errno, { 5, 5, 205101 + (64l << 20), 0, 0 } },
    { "calloc", calloc_zeroes, { 2, 2, 192, 0, 0 } },
    { "calloc of nothing", calloc_of_nothing, { 2, 2, 0, 0, 0 } },
    { "calloc, overflow", calloc_overflow, { 0, 0, 0, 0, 0 } },
    { "realloc(NULL)", realloc_of_nothing, { 1, 1, 24, 0, 0 } },
    { "realloc, larger", realloc_grows, { 2, 2, 4120, 1, 0 } },
    { "realloc, smaller", realloc_shrinks, { 2, 2, 4120, 0, 1 } },
    { "realloc(p, 0)", realloc_to_nothing, { DEPENDS, 0, 0, 0, 0 } },
    { "realloc, too much", realloc_too_much, { 1, 1, 24, 0, 0 } },
    { "reallocarray", reallocarray_multiplies, { 2, 2, 4120, 1, 0 } },
    { "reallocarray, overflow", reallocarray_overflow, { 1, 1, 24, 0, 0 } },
    { "aligned_alloc", aligned_alloc_aligns, { 10, 10, 2 * 16368, 0, 0 } },
    { "posix_memalign", posix_memalign_aligns, { 11, 11, 1100, 0, 0 } },
    { "posix_memalign, failing", posix_memalign_fails, { 0, 0, 0, 0, 0 } },
    { "memalign", memalign_aligns, { 10, 10, 1000, 0, 0 } },
    { "valloc", valloc_gives_pages, { 1, 1, 100, 0, 0 } },
#ifdef __GLIBC__
    { "pvalloc", pvalloc_gives_whole_pages, { 1, 1, 100, 0, 0 } },
    { "pvalloc, too much", pvalloc_too_much, { 0, 0, 0, 0, 0 } },
#endif
    { "malloc_usable_size", usable_size_may_be_used, { 28, 28, 14014, 0, 0 } },
    { "free_sized, free_aligned_sized", sized_frees, { 2, 2, 88, 0, 0 } },
    { NULL, NULL, { 0, 0, 0, 0, 0 } },
};
