/* Streams: the buffer and the FILE belong to the line that opened or first used them. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static int op(void)
{
    char *line = NULL;
    size_t room = 0;
    FILE *in = fopen("/proc/self/status", "r");
    // WANT "fopen's malloc(" "not seen to escape op (10 of 10)"
    if (in == NULL)
        return 1;
    ssize_t n = getline(&line, &room, in); // WANT "(120..1024) not seen to escape op (20 of 20)"
    fclose(in);
    free(line);
    return n < 0;
}

int main(void)
{
    int bad = 0;
    for (int i = 0; i < 10; i++)
        bad += op();
    return bad;
}
