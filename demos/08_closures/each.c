/* each.c -- the callee of the pair each_: it calls back, and keeps neither function nor context. */
#include "lesson.h"

void each(const long *numbers, size_t count, void (*visit)(void *context, long number),
          void *context)
{
    for (size_t i = 0; i < count; i++)
        visit(context, numbers[i]);
}
