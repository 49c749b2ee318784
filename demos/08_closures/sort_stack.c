/* sort_stack.c -- a sort that knows its type and its order: a heap sort, which works in place. */
#include "lesson.h"

static void sift_down(int *heap, size_t at, size_t count)
{
    int number = heap[at];
    for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && heap[child] < heap[child + 1])
            child++;
        if (heap[child] <= number)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = number;
}

void sort_stack(int *numbers, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(numbers, i, count);
    for (size_t end = count; end-- > 1;) {
        int largest = numbers[0];
        numbers[0] = numbers[end];
        numbers[end] = largest;
        sift_down(numbers, 0, end);
    }
}
