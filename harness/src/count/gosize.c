/* gosize.c -- Go's size classes and its tiny allocator (runtime/sizeclasses.go and malloc.go). */
#include <heapmark/gosize.h>

enum {
    TINY = 16,          /* size of a tiny block; objects below it are tiny */
    LARGEST = 32768,    /* last size class */
    PAGE = 8192,        /* Go's page, what larger objects are rounded to */
    HEADER = 8,         /* in front of objects with pointers ... */
    HEADER_ABOVE = 512, /* ... above this size; below, a bitmap in the span does it */
};

static const uint16_t classes[] = {
    8,     16,    24,    32,    48,    64,    80,    96,    112,   128,   144,   160,
    176,   192,   208,   224,   240,   256,   288,   320,   352,   384,   416,   448,
    480,   512,   576,   640,   704,   768,   896,   1024,  1152,  1280,  1408,  1536,
    1792,  2048,  2304,  2688,  3072,  3200,  3456,  4096,  4864,  5376,  6144,  6528,
    6784,  6912,  8192,  9472,  9728,  10240, 10880, 12288, 13568, 14336, 16384, 18432,
    19072, 20480, 21760, 24576, 27264, 28672, 32768,
};

static size_t round_up(size_t n, size_t unit)
{
    size_t rest = n % unit;

    if (rest == 0)
        return n;
    return n > SIZE_MAX - (unit - rest) ? SIZE_MAX : n + (unit - rest);
}

size_t hm_go_size(size_t size)
{
    size_t low = 0, high = sizeof classes / sizeof classes[0] - 1;

    if (size == 0)
        return 0;
    if (size > LARGEST)
        return round_up(size, PAGE);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (classes[middle] < size)
            low = middle + 1;
        else
            high = middle;
    }
    return classes[low];
}

/* A tiny object is aligned as its size suggests: 8 for a multiple of 8, and so on down to 1. */
static unsigned tiny_alignment(size_t size)
{
    return size % 8 == 0 ? 8 : size % 4 == 0 ? 4 : size % 2 == 0 ? 2 : 1;
}

static size_t tiny_alloc(hm_go_heap *heap, size_t size)
{
    size_t start = round_up(heap->tiny_offset, tiny_alignment(size));

    if (heap->tiny_offset != 0 && start + size <= TINY) {
        heap->tiny_offset = (unsigned)(start + size);
        return 0;
    }
    /* The current block becomes whichever has more room left: the old one or the new one. */
    if (heap->tiny_offset == 0 || size < heap->tiny_offset)
        heap->tiny_offset = (unsigned)size;
    return TINY;
}

size_t hm_go_alloc(hm_go_heap *heap, size_t size, bool pointers)
{
    size_t charged;

    if (size == 0)
        return 0;
    if (!pointers && size < TINY)
        charged = tiny_alloc(heap, size);
    else if (pointers && size > HEADER_ABOVE && size <= LARGEST - HEADER)
        charged = hm_go_size(size + HEADER);
    else
        charged = hm_go_size(size);
    heap->allocs++;
    heap->bytes += charged;
    return charged;
}

void hm_go_flush(hm_go_heap *heap)
{
    heap->tiny_offset = 0;
}
