/* gosize.h -- what Go's allocator would have charged for the same requests: a pure model.
 *
 *     hm_go_heap heap = { 0 };
 *     hm_go_alloc(&heap, 24, false);          // a slice header: 24 bytes, and Go has a class of 24
 *     hm_go_alloc(&heap, 8, false);           // a boxed int: opens a 16-byte tiny block
 *     hm_go_alloc(&heap, 8, false);           // another: fits in the same block, 0 bytes more
 *
 * The model is that of Go 1.22 and later on 64-bit machines: 67 size classes up to 32 KiB, whole 8
 * KiB pages above, blocks under 16 bytes without pointers packed into 16-byte ones, 8 bytes of
 * header for blocks with pointers above 512 bytes. The caller owns the state; nothing is shared, so
 * one hm_go_heap belongs to one thread at a time. Nothing allocates, nothing fails. */
#ifndef HEAPMARK_GOSIZE_H
#define HEAPMARK_GOSIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* { 0 } is an empty heap. */
typedef struct hm_go_heap {
    uint64_t allocs;      /* objects, each tiny one too: MemStats.Mallocs */
    uint64_t bytes;       /* bytes charged: MemStats.TotalAlloc */
    unsigned tiny_offset; /* bytes used of the current tiny block; 0: there is none */
} hm_go_heap;

/* Bytes that Go reserves for one object of `size` bytes, without the tiny allocator; 0 for 0.
 * SIZE_MAX if the rounded size does not fit. */
size_t hm_go_size(size_t size);

/* Charge the heap for one object and return the bytes charged: 0 for a tiny object that fits into
 * the current tiny block. pointers: the object holds pointers, so it is neither tiny nor without a
 * header. An object of 0 bytes is no allocation in Go. */
size_t hm_go_alloc(hm_go_heap *heap, size_t size, bool pointers);

/* Drop the current tiny block, as a garbage collection and each reading of MemStats do. */
void hm_go_flush(hm_go_heap *heap);

#ifdef __cplusplus
}
#endif
#endif
