/* expect: -Wmaybe-uninitialized */
#include <stdio.h>
#include <stdlib.h>

int read_block(const char *path)
{
    int result = -1;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        goto out;
    char *block = malloc(4096);
    if (block == NULL || fread(block, 1, 4096, file) != 4096)
        goto out;
    result = block[0];
out:
    free(block); /* without a file this is an address from nowhere */
    if (file != NULL)
        fclose(file);
    return result;
}
