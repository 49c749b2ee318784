/* sinks.c -- open, write and close the files that a report goes to. */
#include "bench/sinks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_to_file(void *ctx, const char *bytes, size_t length)
{
    errno = EIO; /* fwrite need not set it */
    return fwrite(bytes, 1, length, ctx) == length ? 0 : errno;
}

static bool wants_colour(FILE *file)
{
    const char *no_colour = getenv("NO_COLOR");
    return isatty(fileno(file)) != 0 && (no_colour == NULL || no_colour[0] == '\0');
}

static bool open_one(struct hm_bench_sink *sink, const struct hm_bench_output *wanted)
{
    *sink = (struct hm_bench_sink){
        .writer = hm_writer_find(wanted->format),
        .path = wanted->path,
        .file = wanted->path == NULL ? stdout : fopen(wanted->path, "w"),
    };
    if (sink->file == NULL)
        return false;
    sink->out = (hm_out){
        .write = write_to_file,
        .ctx = sink->file,
        .colour = wants_colour(sink->file),
    };
    return true;
}

/* Is the file to be removed after an error? Yes if its writer writes no rows: then it holds half a
 * report. Rows are kept. Only regular files are removed, not devices. */
static bool is_half_a_report(const struct hm_bench_sink *sink)
{
    struct stat st;
    return sink->error != 0 && sink->writer->row == NULL && sink->path != NULL &&
           fstat(fileno(sink->file), &st) == 0 && S_ISREG(st.st_mode);
}

static int close_one(struct hm_bench_sink *sink)
{
    if (is_half_a_report(sink))
        unlink(sink->path);
    if (sink->file != stdout && fclose(sink->file) != 0 && sink->error == 0)
        sink->error = errno;
    return sink->error;
}

static void complain(const char *program, const char *path, int error, FILE *errors)
{
    fprintf(errors, "%s: %s: cannot be written: %s\n", program, path == NULL ? "<stdout>" : path,
            strerror(error));
}

bool hm_bench_stdout_arrived(const char *program, FILE *errors)
{
    int error = errno; /* of an earlier write, unless the last one fails too */
    if (fflush(stdout) != 0)
        error = errno;
    else if (!ferror(stdout))
        return true;
    complain(program, NULL, error != 0 ? error : EIO, errors);
    return false;
}

bool hm_bench_sinks_open(struct hm_bench_sinks *sinks, const struct hm_bench_flags *flags,
                         const char *program, FILE *errors)
{
    sinks->count = 0;
    for (size_t i = 0; i < flags->output_count; i++) {
        if (!open_one(&sinks->list[i], &flags->outputs[i])) {
            complain(program, flags->outputs[i].path, errno, errors);
            while (sinks->count > 0)
                close_one(&sinks->list[--sinks->count]);
            return false;
        }
        sinks->count++;
    }
    return true;
}

static void note_error(struct hm_bench_sink *sink, int error)
{
    if (error == 0 && fflush(sink->file) != 0)
        error = errno;
    if (sink->error == 0)
        sink->error = error;
}

void hm_bench_sinks_row(struct hm_bench_sinks *sinks, const hm_report *report,
                        const hm_result *result, const hm_sample *sample)
{
    for (size_t i = 0; i < sinks->count; i++) {
        struct hm_bench_sink *sink = &sinks->list[i];
        if (sink->writer->row != NULL)
            note_error(sink, sink->writer->row(&sink->out, report, result, sample));
    }
}

void hm_bench_sinks_end(struct hm_bench_sinks *sinks, const hm_report *report)
{
    for (size_t i = 0; i < sinks->count; i++) {
        struct hm_bench_sink *sink = &sinks->list[i];
        note_error(sink, sink->writer->end(&sink->out, report));
    }
}

bool hm_bench_sinks_close(struct hm_bench_sinks *sinks, const char *program, FILE *errors)
{
    bool good = true;
    for (size_t i = 0; i < sinks->count; i++) {
        int error = close_one(&sinks->list[i]);
        if (error != 0)
            complain(program, sinks->list[i].path, error, errors);
        good = good && error == 0;
    }
    return good;
}
