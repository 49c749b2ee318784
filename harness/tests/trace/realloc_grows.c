/* A buffer that grows still counts as made in op; op frees it. */
#include <stdlib.h>

static size_t op(int n)
{
    char *text = malloc(8); // WANT "malloc(8..64) not seen to escape op (100 of 100)"
    size_t room = 8, used = 0;
    for (int i = 0; i < 60; i++) {
        if (used == room) {
            room *= 2;
            text = realloc(text, room);
        }
        text[used++] = (char)(n + i);
    }
    size_t sum = (size_t)text[59];
    free(text);
    return sum;
}

int main(void)
{
    size_t sum = 0;
    for (int i = 0; i < 100; i++)
        sum += op(i);
    return sum == 1;
}
