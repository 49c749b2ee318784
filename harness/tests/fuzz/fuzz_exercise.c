/* fuzz_exercise.c -- any bytes as the exercise.txt of an exercise.
 *
 * What must hold besides the absence of crashes: each text lies within the exercise and ends. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exercise/exercise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/fuzz-exercise-XXXXXX", file[64];

static void remove_folder(void)
{
    unlink(file);
    rmdir(folder);
}

static void prepare(void)
{
    if (file[0] != '\0')
        return;
    if (mkdtemp(folder) == NULL)
        abort();
    snprintf(file, sizeof file, "%s/exercise.txt", folder);
    atexit(remove_folder);
}

static void inside(const struct exercise *e, const char *text)
{
    if (text != NULL && (text < (const char *)e || text >= (const char *)(e + 1) ||
                         memchr(text, '\0', (size_t)((const char *)(e + 1) - text)) == NULL))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct exercise exercise;
    prepare();
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    close(fd);
    memset(&exercise, 0x5a, sizeof exercise);
    if (!exercise_load(&exercise, folder))
        return 0;
    inside(&exercise, exercise.name);
    inside(&exercise, exercise.title);
    inside(&exercise, exercise.op);
    for (size_t i = 0; i < EXERCISE_HINTS; i++)
        inside(&exercise, exercise.hints[i]);
    return 0;
}
