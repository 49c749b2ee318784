/* One site with several verdicts: half of the blocks are freed at once, a quarter in main, a
 * quarter never. */
#include <stdlib.h>

static void *op(int n)
{
    void *p = malloc(40);
    // WANT "not seen to escape op (100 of 200)" "outlives op: lives in main, 1 frame up"
    // WANT "outlives op: not freed; 50 of 200 blocks"
    if (n % 2 == 0) {
        free(p);
        return NULL;
    }
    return p;
}

static void *volatile lost;

int main(void)
{
    for (int i = 0; i < 200; i++) {
        void *p = op(i);
        if (i % 4 == 1)
            free(p);
        else if (p != NULL)
            lost = p;
    }
    return 0;
}
