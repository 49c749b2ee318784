/* driver.c -- lets the answer read a configuration, and says what it read, and which files it
 * opened and closed. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

enum { CALLS_MOST = 64, FIRST_FILE = 3, NOTHING = -1 };

/* `host` is first, so that open() can cast it to this type. */
struct files {
    struct host host;
    unsigned fail_at, opened;
    size_t count;
    struct call {
        char what;
        int file;
        size_t length; /* of the name */
        uint32_t sum;
    } calls[CALLS_MOST];
};

static void note(struct files *f, struct call call)
{
    if (f->count < CALLS_MOST)
        f->calls[f->count] = call;
    f->count++;
}

static int open_file(struct host *h, const char *name, size_t len)
{
    struct files *f = (struct files *)h;
    uint32_t sum = 0;
    for (size_t i = 0; i < len; i++)
        sum = sum * 31 + (unsigned char)name[i];
    int file = ++f->opened == f->fail_at ? NOTHING : FIRST_FILE + (int)f->opened;
    note(f, (struct call){ 'o', file, len, sum });
    return file;
}

static void close_file(struct host *h, int file)
{
    note((struct files *)h, (struct call){ 'c', file, 0, 0 });
}

static void say(hm_trial *t, const struct config *c, const struct files *f)
{
    hm_say(t, ", level %d, files", c->level);
    for (unsigned i = 0; i < c->count && i < CONFIG_FILES_MOST; i++)
        hm_say(t, " %d", c->files[i]);
    hm_say(t, " (%u); calls", c->count);
    for (size_t i = 0; i < f->count && i < CALLS_MOST; i++)
        if (f->calls[i].what == 'o')
            hm_say(t, " open:%d:%zu:%x", f->calls[i].file, f->calls[i].length, f->calls[i].sum);
        else
            hm_say(t, " close:%d", f->calls[i].file);
    hm_say(t, " (%zu)", f->count);
}

static void op(hm_trial *t)
{
    struct header h;
    struct config config = { .count = 0, .level = -7 }; /* to be seen again after an error */
    struct files files;
    memset(&files, 0, sizeof files);
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    files.host = (struct host){ open_file, close_file };
    files.fail_at = (unsigned)h.fail_at;
    size_t len = hm_trial_left(t);
    const char *text = hm_trial_take(t, len);
    hm_trial_begin(t);
    struct config_result r = config_load(&files.host, text, len, &config);
    hm_trial_end(t);
    hm_say(t, "error %d at %u:%u", (int)r.error, r.line, r.column);
    say(t, &config, &files);
}

int main(void)
{
    return hm_exercise_main(op);
}
