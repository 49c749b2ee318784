/* ask.c -- pass a request on through the allocator's function of the same name. */
#include "interpose/ask.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "interpose/real.h"

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* With posix_memalign(), in place of a function that the allocator does not define. */
static void *aligned_by_posix(size_t alignment, size_t size)
{
    void *block = NULL;
    int error;

    if (alignment < sizeof(void *))
        alignment = sizeof(void *);
    error = hm_interpose_real.posix_memalign(&block, alignment, size);
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

/* pvalloc(): whole pages. Few allocators define it. */
static void *whole_pages(size_t size)
{
    size_t page = page_size();

    if (size > SIZE_MAX - page) {
        errno = ENOMEM;
        return NULL;
    }
    return aligned(hm_interpose_real.memalign, page, (size + page - 1) / page * page);
}

void *hm_interpose_ask(const struct hm_interpose_request *r)
{
    switch (r->entry) {
    case HM_COUNT_CALLOC:
        return hm_interpose_real.calloc(r->count, r->size);
    case HM_COUNT_ALIGNED_ALLOC:
        return aligned(hm_interpose_real.aligned_alloc, r->alignment, r->size);
    case HM_COUNT_MEMALIGN:
        return aligned(hm_interpose_real.memalign, r->alignment, r->size);
    case HM_COUNT_POSIX_MEMALIGN: {
        void *block = NULL;
        int error = hm_interpose_real.posix_memalign(&block, r->alignment, r->size);
        if (error != 0)
            errno = error;
        return error == 0 ? block : NULL;
    }
    case HM_COUNT_VALLOC:
        return hm_interpose_real.valloc != NULL ? hm_interpose_real.valloc(r->size)
                                                : aligned_by_posix(page_size(), r->size);
    case HM_COUNT_PVALLOC:
        return whole_pages(r->size);
    case HM_COUNT_MALLOC:
    case HM_COUNT_REALLOC:
    case HM_COUNT_REALLOCARRAY:
    case HM_COUNT_FREE:
        break;
    }
    return hm_interpose_real.malloc(r->size * r->count);
}
