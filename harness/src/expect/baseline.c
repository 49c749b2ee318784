/* baseline.c -- read, compare and write the file of the last good run. */
#include "expect/baseline.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA "heapmark-budgets/1"

enum { SITES_MAX = 256, SPOT_MAX = 240 };

struct spot {
    int64_t blocks;
    uint64_t bytes;
    char text[SPOT_MAX]; /* "FILE FUNCTION" */
};

/* The sites of one region, recorded or counted. */
struct spots {
    struct spot at[SITES_MAX];
    int count;
};

static struct spots recorded;

static struct spot *spot_of(struct spots *all, const char *text)
{
    for (int i = 0; i < all->count; i++)
        if (strcmp(all->at[i].text, text) == 0)
            return &all->at[i];
    if (all->count == SITES_MAX)
        return NULL;
    struct spot *fresh = &all->at[all->count++];
    memset(fresh, 0, sizeof *fresh);
    snprintf(fresh->text, sizeof fresh->text, "%s", text);
    return fresh;
}

/* A section of the file: the lines from `region` to the next one. */
struct section {
    const char *start, *end;
    char name[128], toolchain[64];
};

static const char *end_of_line(const char *at)
{
    const char *end = strchr(at, '\n');
    return end != NULL ? end + 1 : at + strlen(at);
}

/* The text after a key of the line, without its newline. False: the line has another key. */
static bool value_of(const char *line, const char *key, char *out, size_t size)
{
    size_t n = strlen(key);
    if (strncmp(line, key, n) != 0 || line[n] != ' ')
        return false;
    snprintf(out, size, "%.*s", (int)strcspn(line + n + 1, "\n"), line + n + 1);
    return true;
}

static bool next_section(const char *at, struct section *s)
{
    while (*at != '\0' && !value_of(at, "region", s->name, sizeof s->name))
        at = end_of_line(at);
    if (*at == '\0')
        return false;
    s->start = at;
    s->toolchain[0] = '\0';
    for (at = end_of_line(at); *at != '\0' && strncmp(at, "region ", 7) != 0; at = end_of_line(at))
        value_of(at, "toolchain", s->toolchain, sizeof s->toolchain);
    s->end = at;
    return true;
}

static bool is_of(const struct section *s, const struct hm_expect *region)
{
    return strcmp(s->name, region->name) == 0 && strcmp(s->toolchain, region->place.toolchain) == 0;
}

/* What is in the file, with a NUL behind it; free it. NULL: no memory, or not readable. */
static char *read_all(int fd)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return NULL;
    size_t size = (size_t)info.st_size, have = 0;
    char *text = calloc(size + 1, 1);
    while (text != NULL && have < size) {
        ssize_t n = pread(fd, text + have, size - have, (off_t)have);
        if (n <= 0)
            break;
        have += (size_t)n;
    }
    return text;
}

/* The lines of a section. Returns the line that cannot be read, or NULL. */
static const char *read_section(const struct section *s, struct hm_expect_recorded *out)
{
    bool counted = false;
    recorded.count = 0;
    for (const char *at = s->start; at < s->end; at = end_of_line(at)) {
        uint64_t blocks, bytes;
        char text[SPOT_MAX];
        int taken = 0;
        if (sscanf(at, "count %" SCNu64 " %" SCNu64 " %" SCNd64 " %" SCNd64, &out->allocs,
                   &out->bytes, &out->peak_bytes, &out->outlive) == 4) {
            counted = true;
        } else if (sscanf(at, "site %" SCNu64 " %" SCNu64 " %n", &blocks, &bytes, &taken) == 2 &&
                   taken > 0) {
            snprintf(text, sizeof text, "%.*s", (int)strcspn(at + taken, "\n"), at + taken);
            struct spot *spot = spot_of(&recorded, text);
            if (spot != NULL)
                spot->blocks += (int64_t)blocks;
        } else if (strncmp(at, "region ", 7) != 0 && strncmp(at, "toolchain ", 10) != 0 &&
                   *at != '\n' && *at != '#') {
            return at;
        }
    }
    return counted ? NULL : s->start;
}

static int line_number(const char *text, const char *at)
{
    int line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static enum hm_expect_known find(const char *text, const struct hm_expect *region,
                                 struct hm_expect_recorded *out)
{
    enum hm_expect_known known = HM_EXPECT_NO_REGION;
    struct section s;
    if (strncmp(text, SCHEMA "\n", sizeof SCHEMA) != 0) {
        out->line = 1;
        return HM_EXPECT_UNREADABLE;
    }
    for (const char *at = text; next_section(at, &s); at = s.end) {
        if (is_of(&s, region)) {
            const char *wrong = read_section(&s, out);
            out->line = wrong != NULL ? line_number(text, wrong) : 0;
            return wrong != NULL ? HM_EXPECT_UNREADABLE : HM_EXPECT_KNOWN;
        }
        if (strcmp(s.name, region->name) == 0) {
            known = HM_EXPECT_OTHER_TOOLCHAIN;
            memcpy(out->other, s.toolchain, sizeof out->other);
        }
    }
    return known;
}

enum hm_expect_known hm_expect_recall(const struct hm_expect *region,
                                      struct hm_expect_recorded *out)
{
    memset(out, 0, sizeof *out);
    recorded.count = 0;
    int fd = open(region->budget.baseline, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? HM_EXPECT_NO_FILE : HM_EXPECT_UNREADABLE;
    flock(fd, LOCK_SH);
    char *text = read_all(fd);
    enum hm_expect_known known = text != NULL ? find(text, region, out) : HM_EXPECT_UNREADABLE;
    free(text);
    close(fd);
    return known;
}

static void add_use(void *ctx, const struct hm_expect_use *use)
{
    struct hm_expect_frame f = hm_expect_spot(use->site);
    const char *slash = f.file != NULL ? strrchr(f.file, '/') : NULL;
    char text[SPOT_MAX];
    snprintf(text, sizeof text, "%s %s",
             slash != NULL    ? slash + 1
             : f.file != NULL ? f.file
                              : "?",
             f.function != NULL ? f.function : "?");
    struct spot *spot = spot_of(ctx, text);
    if (spot != NULL) {
        spot->blocks += (int64_t)use->allocs;
        spot->bytes += use->bytes;
    }
}

static struct spots counted; /* under the caller's guard, one thread at a time */

static void count_spots(const struct hm_expect *region)
{
    counted.count = 0;
    hm_expect_each_use(region, add_use, &counted);
}

void hm_expect_say_difference(struct hm_expect_text *text, const struct hm_expect *region)
{
    bool any = false;
    count_spots(region);
    for (int i = 0; i < recorded.count; i++) {
        struct spot *now = spot_of(&counted, recorded.at[i].text);
        if (now != NULL)
            now->blocks -= recorded.at[i].blocks;
    }
    for (int i = 0; i < counted.count; i++) {
        const struct spot *s = &counted.at[i];
        int file = (int)strcspn(s->text, " ");
        if (s->blocks == 0)
            continue;
        if (!any)
            hm_expect_say(text, "against the last good run (%s):\n", region->budget.baseline);
        any = true;
        hm_expect_say(text, "  %+" PRId64 " block%s in %s, %.*s\n", s->blocks,
                      s->blocks == 1 || s->blocks == -1 ? "" : "s",
                      s->text[file] != '\0' ? s->text + file + 1 : "?", file, s->text);
    }
}

static void write_section(FILE *out, const struct hm_expect *r)
{
    fprintf(out, "region %s\ntoolchain %s\n", r->name, r->place.toolchain);
    fprintf(out, "count %" PRIu64 " %" PRIu64 " %" PRId64 " %" PRId64 "\n", r->allocs, r->bytes,
            r->peak_bytes, r->live_blocks);
    count_spots(r);
    for (int i = 0; i < counted.count; i++)
        fprintf(out, "site %" PRId64 " %" PRIu64 " %s\n", counted.at[i].blocks, counted.at[i].bytes,
                counted.at[i].text);
}

/* The whole file with the region's section in place of the old one. */
static int rewrite(FILE *out, const char *text, const struct hm_expect *region)
{
    struct section s;
    bool written = false;
    if (*text == '\0')
        fputs(SCHEMA "\n", out);
    const char *at = text;
    for (; next_section(at, &s); at = s.end) {
        fwrite(at, 1, (size_t)(s.start - at), out);
        if (!is_of(&s, region))
            fwrite(s.start, 1, (size_t)(s.end - s.start), out);
        else if (!written)
            write_section(out, region);
        written = written || is_of(&s, region);
    }
    fputs(at, out);
    if (!written)
        write_section(out, region);
    return fflush(out) != 0 || ferror(out) ? errno : 0;
}

int hm_expect_record(const struct hm_expect *region)
{
    int fd = open(region->budget.baseline, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return errno;
    flock(fd, LOCK_EX);
    char *text = read_all(fd), *whole = NULL;
    size_t size = 0;
    int error = text == NULL ? ENOMEM : 0;
    if (error == 0 && *text != '\0' && strncmp(text, SCHEMA "\n", sizeof SCHEMA) != 0)
        error = EINVAL;
    FILE *out = error == 0 ? open_memstream(&whole, &size) : NULL;
    if (out != NULL) {
        error = rewrite(out, text, region);
        fclose(out);
    }
    if (error == 0 && (pwrite(fd, whole, size, 0) != (ssize_t)size || ftruncate(fd, (off_t)size)))
        error = errno;
    free(whole);
    free(text);
    close(fd);
    return error;
}
