/* expect: output GET key, and GET */
#include <stdio.h>

struct view {
    const char *at;
    size_t len;
};

int main(void)
{
    struct view command = { "GET key", 3 };
    printf("%s, and ", command.at); /* wrong: %s reads to the next NUL */
    printf("%.*s\n", (int)command.len, command.at);
    return 0;
}
