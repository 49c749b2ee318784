/* allocator.h -- stands between a cheat that defines take() and give(), and start.c: all blocks of
 * start.c then come from the cheat. */
static inline void *cheat_malloc(size_t size)
{
    size_t *block = take(size + 16);
    if (block == NULL)
        return NULL;
    *block = size;
    return (char *)block + 16;
}

static inline void cheat_free(void *block)
{
    if (block != NULL)
        give((char *)block - 16);
}

static inline void *cheat_calloc(size_t count, size_t size)
{
    void *block = cheat_malloc(count * size);
    return block != NULL ? memset(block, 0, count * size) : NULL;
}

static inline void *cheat_realloc(void *block, size_t size)
{
    void *larger = cheat_malloc(size);
    if (larger == NULL || block == NULL)
        return larger;
    size_t old = *(size_t *)((char *)block - 16);
    memcpy(larger, block, old < size ? old : size);
    cheat_free(block);
    return larger;
}

static inline char *cheat_strndup(const char *text, size_t length)
{
    char *copy = cheat_malloc(length + 1);
    if (copy != NULL) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

#define malloc(size)          cheat_malloc(size)
#define free(block)           cheat_free(block)
#define calloc(count, size)   cheat_calloc(count, size)
#define realloc(block, size)  cheat_realloc(block, size)
#define strndup(text, length) cheat_strndup(text, length)
