/* reader.c -- how the bytes of benchmark files are read; contracts in reader.h and file.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "gobench/reader.h"

enum { MAX_PROBLEMS_PER_FILE = 20 };

const char gobench_reader_no_end[] = "the last line has no end: the file may be cut short";

void gobench_reader_problem(struct gobench_reader *r, size_t line, bool warning, const char *text)
{
    r->failed = r->failed || !warning;
    if (++r->n_problems <= MAX_PROBLEMS_PER_FILE)
        gobench_set_problem(r->set, warning, "%s:%zu: %s", r->path, line, text);
}
/* How many of the bytes at each place of groups of `step` bytes are NUL. */
static size_t nuls(struct gobench_span text, size_t step, size_t nul[])
{
    size_t groups = text.len / step;
    for (size_t i = 0; i < groups * step; i++)
        nul[i % step] += text.s[i] == 0;
    return groups;
}

static bool marked(struct gobench_span text, const char *mark, size_t len)
{
    return text.len >= len && memcmp(text.s, mark, len) == 0;
}

/* 16 or 32 for text of two or four bytes a character, which is what some shells of Windows write
 * into files, or add to files of another kind: it has a mark, or all but one of its bytes are NUL
 * in each group of so many. 0: it is another text. */
static int wide(struct gobench_span text)
{
    size_t four[4] = { 0 }, two[2] = { 0 }, empty = 0, full = 0;
    size_t groups = nuls(text, 4, four);
    for (size_t i = 0; i < 4; i++) {
        empty += four[i] == groups;
        full += four[i] == 0;
    }
    if (marked(text, "\xff\xfe\0\0", 4) || marked(text, "\0\0\xfe\xff", 4) ||
        (groups >= 2 && empty == 3 && full == 1))
        return 32;
    groups = nuls(text, 2, two);
    bool half = groups >= 2 && (two[0] == groups || two[1] == groups) && two[0] != two[1];
    return half || marked(text, "\xff\xfe", 2) || marked(text, "\xfe\xff", 2) ? 16 : 0;
}

/* Of any line: files are put behind each other. */
static struct gobench_span without_byte_order_mark(struct gobench_span text)
{
    bool has = marked(text, "\xef\xbb\xbf", 3);
    return has ? (struct gobench_span){ text.s + 3, text.len - 3 } : text;
}

static void read_line(struct gobench_reader *r, struct gobench_span text)
{
    text = without_byte_order_mark(text);
    int bits = wide(text);
    if (bits == 0) {
        if (!gobench_event(r, text))
            gobench_reader_text(r, text);
    } else if (!r->wide) {
        char *message = xprintf("expected UTF-8, found UTF-%d; save the file as UTF-8", bits);
        gobench_reader_problem(r, r->line, false, message);
        free(message);
        r->wide = true;
    }
}

/* Has another result of the file the units of the last one and more, or a longer one in the last
 * place, and none of them just these? */
static bool is_cut(const struct gobench_reader *r)
{
    const struct gobench_set *set = r->set;
    const struct gobench_result *last = &set->results[set->n_results - 1];
    const struct gobench_value *values = &set->values[last->first_value];
    size_t n = last->n_values;
    bool cut = false;
    for (size_t i = 0; i + 1 < set->n_results; i++) {
        const struct gobench_value *other = &set->values[set->results[i].first_value];
        size_t same = 0;
        if (set->results[i].file != r->file || set->results[i].n_values < n)
            continue;
        while (same < n - 1 && values[same].written == other[same].written)
            same++;
        if (same < n - 1 ||
            strncmp(other[same].written, values[same].written, strlen(values[same].written)) != 0)
            continue;
        if (set->results[i].n_values == n && other[same].written == values[same].written)
            return false;
        cut = true;
    }
    return cut;
}

/* The last line has no end. Many editors leave it so; a program that was killed does, too. */
static void last_line(struct gobench_reader *r, size_t results, struct gobench_span text)
{
    static const char word[] = "Benchmark";
    bool result = r->set->n_results > results;
    bool begun = text.len > 0 && text.len < strlen(word) && memcmp(text.s, word, text.len) == 0;
    if (begun || (result && is_cut(r)))
        gobench_reader_problem(r, r->line, false,
                               "the last line is cut short: the run ended early");
    else if (result)
        gobench_reader_problem(r, r->line, true, gobench_reader_no_end);
}

/* The program that compressed a file that begins like this; NULL: none is known. */
static const char *compressor_of(struct gobench_span text)
{
    static const struct {
        const char *start, *name;
    } known[] = {
        { "\x1f\x8b", "gzip" },         { "BZh", "bzip2" },      { "\xfd\x37zXZ", "xz" },
        { "\x28\xb5\x2f\xfd", "zstd" }, { "PK\x03\x04", "zip" },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (text.len >= strlen(known[i].start) &&
            memcmp(text.s, known[i].start, strlen(known[i].start)) == 0)
            return known[i].name;
    return NULL;
}

bool gobench_read(struct gobench_set *set, FILE *in, const char *path, const char *label)
{
    struct gobench_reader r = {
        .set = set, .path = path, .file = set->n_labels, .package = SIZE_MAX
    };
    size_t before = set->n_results, cap = 0;
    char *buffer = NULL, last = '\n';
    const char *compressor = NULL;
    *XPUSH(set->labels, set->n_labels, set->labels_cap) =
        text_strpool_put(&set->pool, label, strlen(label));
    r.run = &r.plain;
    gobench_reader_config(&r, &(struct gobench_config){ 0 });
    errno = 0;
    for (ssize_t len; (len = getline(&buffer, &cap, in)) > 0;) {
        r.line++;
        last = buffer[len - 1];
        size_t n = (size_t)len - (last == '\n');
        size_t results = set->n_results;
        if (r.line == 1)
            compressor = compressor_of((struct gobench_span){ buffer, n });
        if (compressor != NULL)
            break;
        read_line(&r, (struct gobench_span){ buffer, n });
        if (last != '\n')
            last_line(&r, results, (struct gobench_span){ buffer, n });
    }
    int error = errno;
    bool stopped = ferror(in) || !feof(in); /* without memory for a line only the second is true */
    free(buffer);
    gobench_events_end(&r);
    r.run = &r.plain;
    gobench_await_end(&r);
    if (r.n_problems > MAX_PROBLEMS_PER_FILE)
        gobench_set_problem(set, false, "%s: and %zu more like these", path,
                            r.n_problems - MAX_PROBLEMS_PER_FILE);
    if (compressor != NULL) {
        gobench_set_problem(set, false, "%s: expected benchmark text, found a file of %s", path,
                            compressor);
        r.failed = true;
    } else if (stopped) {
        const char *why = strerror(error);
        if (r.line == 0)
            gobench_set_problem(set, false, "%s: cannot be read: %s", path, why);
        else
            gobench_set_problem(set, false, "%s:%zu: reading stopped: %s", path, r.line + 1, why);
        r.failed = true;
    } else if (set->n_results == before) {
        gobench_set_problem(set, false, "%s: expected at least one benchmark result, found none",
                            path);
        r.failed = true;
    }
    return !r.failed;
}

bool gobench_open(struct gobench_set *set, const char *path, const char *label)
{
    if (strcmp(path, "-") == 0)
        return gobench_read(set, stdin, "<stdin>", label);
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        gobench_set_problem(set, false, "%s: cannot be opened: %s", path, strerror(errno));
        return false;
    }
    bool ok = gobench_read(set, in, path, label);
    fclose(in);
    return ok;
}
