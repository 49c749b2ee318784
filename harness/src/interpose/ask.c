/* ask.c -- pass one request on to the next allocator, through the function that the program called.
 */
#include "interpose/ask.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "interpose/real.h"

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* By posix_memalign(), for what the allocator does not define itself. */
static void *aligned_by_posix(size_t alignment, size_t size)
{
    void *block = NULL;
    int error;

    if (alignment < sizeof(void *))
        alignment = sizeof(void *);
    error = hm__real.posix_memalign(&block, alignment, size);
    if (error != 0) {
        errno = error;
        return NULL;
    }
    return block;
}

static void *aligned(void *(*function)(size_t, size_t), size_t alignment, size_t size)
{
    return function != NULL ? function(alignment, size) : aligned_by_posix(alignment, size);
}

/* Whole pages, as pvalloc() has it; few allocators define it. */
static void *whole_pages(size_t size)
{
    size_t page = page_size();

    if (size > SIZE_MAX - page) {
        errno = ENOMEM;
        return NULL;
    }
    return aligned(hm__real.memalign, page, (size + page - 1) / page * page);
}

void *hm__ask(const struct hm__request *r)
{
    switch (r->entry) {
    case HM__CALLOC:
        return hm__real.calloc(r->count, r->size);
    case HM__ALIGNED_ALLOC:
        return aligned(hm__real.aligned_alloc, r->alignment, r->size);
    case HM__MEMALIGN:
        return aligned(hm__real.memalign, r->alignment, r->size);
    case HM__POSIX_MEMALIGN: {
        void *block = NULL;
        int error = hm__real.posix_memalign(&block, r->alignment, r->size);
        if (error != 0)
            errno = error;
        return error == 0 ? block : NULL;
    }
    case HM__VALLOC:
        return hm__real.valloc != NULL ? hm__real.valloc(r->size)
                                       : aligned_by_posix(page_size(), r->size);
    case HM__PVALLOC:
        return whole_pages(r->size);
    case HM__MALLOC:
    case HM__REALLOC:
    case HM__REALLOCARRAY:
    case HM__FREE:
        break;
    }
    return hm__real.malloc(r->size * r->count);
}
