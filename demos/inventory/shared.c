/* shared.c -- a function that needs no heap block, because its buffer is static. */
#include <stdio.h>

static const char *text_of(int number)
{
    static char text[16];
    snprintf(text, sizeof text, "%d", number);
    return text;
}

int main(void)
{
    const char *one = text_of(1), *two = text_of(2);
    printf("%s %s\n", one, two);
    return 0;
}
