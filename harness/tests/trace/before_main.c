/* A constructor runs before main; what it makes is freed in main or by a destructor. */
#include <stdlib.h>

static void *early, *late;

__attribute__((constructor)) static void start(void)
{
    early = malloc(16); // WANT "malloc(16) outlives start and all its callers"
    late = malloc(24);  // WANT "malloc(24) outlives start and all its callers"
    void *p = malloc(8); // WANT "malloc(8) not seen to escape start (1 of 1)"
    free(p);
}

__attribute__((destructor)) static void stop(void)
{
    free(late);
}

int main(void)
{
    free(early);
    return 0;
}
