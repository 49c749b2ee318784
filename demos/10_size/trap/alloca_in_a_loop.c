/* expect: output 1000 blocks of 80 bytes are held */
#include <alloca.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    int held = 0;
    uintptr_t last = 0;
    for (int i = 0; i < 1000; i++) {
        char *block = alloca(80); /* wrong: it lives until main() returns */
        memset(block, 0, 80);
        held += (uintptr_t)block != last;
        last = (uintptr_t)block;
    }
    printf("%d blocks of 80 bytes are held\n", held);
    return 0;
}
