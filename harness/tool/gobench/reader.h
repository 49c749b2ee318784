/* reader.h -- the state of one benchmark file while it is read; for the room's own files alone. */
#ifndef HM_GOBENCH_READER_H
#define HM_GOBENCH_READER_H

#include "gobench/file.h"
#include "gobench/line.h"

/* What the lines of one package have told so far. */
struct gobench_run {
    bool ended;          /* it was said that it failed or ended early */
    bool over;           /* FAIL and its name were the last that was read of its end */
    char *awaited;       /* the name of a benchmark whose numbers have not come; owned, or NULL */
    char *instead;       /* what was expected behind that name, and what was found; owned, or NULL:
                          * the name stood alone */
    bool cut;            /* nothing was found, but the name stood not alone */
    size_t awaited_line; /* where the name is */
};

/* A package in the output of `go test -json`, whose events may alternate with those of others. */
struct gobench_package {
    const char *name;
    char *line; /* what was printed since the last end of a line; owned, not ended by NUL */
    size_t line_len;
    size_t config; /* the newest of its own, while another package is read */
    bool running;  /* it has started, and no event ended it */
    struct gobench_run run;
};

struct gobench_reader {
    struct gobench_set *set;
    const char *path;
    size_t file, line; /* numbers of the input and of the line */
    size_t n_problems;
    bool failed;
    bool wide;               /* it was said that the file holds UTF-16 or UTF-32 */
    bool cut;                /* it was said that an event is cut or broken */
    bool any_ended;          /* it was said of some package that its run ended early */
    struct gobench_run *run; /* of the package that is read, or `plain` */
    struct gobench_run plain;
    struct gobench_package *packages; /* of events; owned */
    size_t n_packages, packages_cap;
    size_t package;   /* the one that is read; SIZE_MAX: none, plain lines */
    bool config_used; /* a result points at the newest config, so it must not change any more */
};

extern const char gobench_reader_no_end[]; /* a warning about the last line */

/* Note a problem of line number `line`. */
void gobench_reader_problem(struct gobench_reader *r, size_t line, bool warning, const char *text);

/* Begin a new config with what is in *from. */
void gobench_reader_config(struct gobench_reader *r, const struct gobench_config *from);

/* A line of benchmark text. */
void gobench_reader_text(struct gobench_reader *r, struct gobench_span text);

/* Say that the run ended early, as this line shows: once for each package, as the status and the
 * FAIL that follow a panic say the same again. */
void gobench_reader_ended(struct gobench_reader *r, struct gobench_span text);

/* In awaited.c: a name without numbers. `go test -v` prints one when a benchmark starts, and
 * without -v what a benchmark prints itself comes between its name and its numbers. */

/* Wait for the numbers of this name; takes over `instead`. `cut`: white space is all behind it. */
void gobench_await(struct gobench_reader *r, struct gobench_span name, char *instead, bool cut);

/* The line of numbers, with the awaited name in front; owned. NULL: it is no such line. */
char *gobench_await_join(const struct gobench_reader *r, struct gobench_span text);

/* The numbers came, or another line told why they do not. */
void gobench_await_done(struct gobench_reader *r);

/* The numbers do not come: another benchmark or the end of the package did. */
void gobench_await_settle(struct gobench_reader *r);

/* The text ended. */
void gobench_await_end(struct gobench_reader *r);

/* In events.c: an event of `go test -json`; false: the line is none. */
bool gobench_event(struct gobench_reader *r, struct gobench_span text);

/* The file of events ended. */
void gobench_events_end(struct gobench_reader *r);

#endif
