/* bench.c -- heapmark/bench.h: one benchmark with a claim. */
#include <heapmark/bench.h>

#include <stdlib.h>

static void one_block(hm_bench *b)
{
    while (hm_loop(b)) {
        void *block = malloc(16);
        hm_keep(block);
        free(block);
    }
}

int main(int argc, char **argv)
{
    hm_case cases[1] = { { "OneBlock", one_block, NULL, hm_claim_of(1, 16), "it is the example" } };
    static char check[] = "--check", quick[] = "--benchtime=10x";
    char *args[] = { argv[0], check, quick };
    (void)argc;
    return hm_main(3, args, cases, HM_COUNT(cases));
}
