/* expect: output 2 2 */
#include <stdio.h>

static const char *text_of(int number)
{
    static char text[16]; /* one buffer for all callers */
    snprintf(text, sizeof text, "%d", number);
    return text;
}

int main(void)
{
    const char *one = text_of(1);
    const char *two = text_of(2);
    printf("%s %s\n", one, two);
    return 0;
}
