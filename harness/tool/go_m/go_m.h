/* go_m.h -- reads what `go build -gcflags=-m` says: every form from Go 1.8 to Go 1.27.
 *
 * Two forms are read: the text (-m, -m=2; a log that holds other lines too), and the directory that
 * -gcflags=-json=0,DIR writes. Reading never stops at a bad line: it is noted in `problems`, and
 * the next line is read. The same message at the same place (an inlined function repeats them) is
 * one finding.
 *
 * Ownership: the set owns all it hands out; strings are in its pool, so equal ones are equal
 * pointers. Not thread-safe. */
#ifndef HM_GO_M_GO_M_H
#define HM_GO_M_GO_M_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "go_m/line.h"
#include "text/strpool.h"

enum {
    GO_M_GO_UNKNOWN = 0,
    GO_M_GO_NEWEST = 27, /* go1.27: the newest whose messages were seen */
};

struct go_m_step {
    bool flow;          /* a flow: `to` receives `what`; otherwise `what` moves on for a `reason` */
    const char *to;     /* {heap}, ~r0, {storage for E}, a variable; NULL unless flow */
    const char *what;   /* an expression of the source */
    const char *reason; /* "call parameter"; NULL for a flow */
    const char *file;   /* where; NULL if not said */
    unsigned line, column;
};

struct go_m_finding {
    enum go_m_kind kind;
    const char *file;
    unsigned line, column; /* line 0: made by the compiler; column 0: not said (up to Go 1.8, or
                              because of a directive //line) */
    const char *what;      /* the expression, variable or parameter */
    const char *function;  /* NULL if not known */
    const char *package;   /* import path, main of a program's; NULL if not known */
    const char *result;    /* GO_M_LEAKS_TO_RESULT: which */
    int level;             /* of GO_M_LEAKS_TO_RESULT: how often it is dereferenced */
    bool said;             /* the plain line was there, not only its explanation */
    size_t times;          /* how often the plain line was there */
    size_t first_step, n_steps;
    size_t input_line; /* where it was first read */
};

struct go_m_function {
    const char *name, *file;
    const char *package; /* as of a finding */
    unsigned line;
};

struct go_m_problem {
    char *text; /* "path:line: what was expected" */
};

struct go_m_set {
    struct text_strpool pool, keys;
    struct text_strpool known;     /* what the inliner saw: packages and types, no variables */
    struct text_strpool declared;  /* functions, and types with methods, of the input itself */
    struct text_strpool capturing; /* functions with a func literal that captures a variable */
    struct text_strpool literals;  /* "FILE:LINE:COLUMN:F": func literals that F itself holds */
    struct go_m_finding *findings; /* by place, once go_m_finish() was called */
    size_t n_findings, findings_cap;
    struct go_m_step *steps;
    size_t n_steps, steps_cap;
    struct go_m_function *functions;
    size_t n_functions, functions_cap;
    struct go_m_problem *problems;
    size_t n_problems, problems_cap;
    size_t file_problems; /* met in the input that is read */
    const char *package;  /* whose messages are read: the last line `# PACKAGE`; NULL: not said */
    const char *json_source; /* the file that the JSON file read last is about; in the pool */
    const char *version;     /* "go1.26.8" if the input or the caller says so; else NULL */
    int minor;               /* 26; GO_M_GO_UNKNOWN if nothing says so */
    int oldest, newest;  /* minor versions that write this form; 0 as long as nothing is known */
    size_t ignored;      /* lines about other things, such as inlining */
    size_t current;      /* the finding that steps belong to; SIZE_MAX if none */
    bool generated;      /* the package is the main of a test program, which no one wrote */
    bool columns, bare;  /* some places have a column; some have none */
    bool plain;          /* text: after an explanation comes the plain line */
    bool all_functions;  /* -m=2: every function is named, not only what can be inlined */
    bool steps_unwanted; /* current has its steps already */
    size_t
        open_explanation; /* input line of an explanation whose plain line has not come; 0: none */
};

/* A set that holds nothing yet. */
void go_m_init(struct go_m_set *set);
void go_m_done(struct go_m_set *set);

/* The messages that follow are about that package: "truth", or "truth [truth.test]" as `go test`
 * names the package together with its tests. */
void go_m_package(struct go_m_set *set, const char *name);

/* A message "F capturing by value: x (...)"; any other changes nothing. */
void go_m_capture(struct go_m_set *set, const char *message);

/* Say which Go wrote the input: "go1.26.8", "1.26". False if it is not a version of Go. A version
 * newer than any seen is taken, and noted as a problem. */
bool go_m_version(struct go_m_set *set, const char *version, const char *path, size_t line);

/* Read `in` to its end; path is for messages. */
void go_m_read(struct go_m_set *set, FILE *in, const char *path);

/* Read one file that -json=0,DIR wrote (json.c). */
void go_m_read_json(struct go_m_set *set, FILE *in, const char *path);

/* Read what is at path: "-" for the standard input, a directory of JSON files, a file. */
void go_m_open(struct go_m_set *set, const char *path);

/* Once all is read: name the functions, and order the findings by place. */
void go_m_finish(struct go_m_set *set);

/* What one message adds; for the readers. `said` is go_m_classify() of the message, to which a
 * reader may have added what its form says elsewhere. path and line are those of the input. */
void go_m_message(struct go_m_set *set, const struct go_m_place *place,
                  const struct go_m_line *said, const char *message, const char *path, size_t line);

/* The form of the input is written by the minor versions oldest to newest (0: to the newest). */
void go_m_form(struct go_m_set *set, int oldest, int newest);

/* Note a problem of the caller's own. */
void go_m_problem(struct go_m_set *set, const char *path, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Around the reading of one input: of many problems in it the first few are kept, then their
 * number. */
void go_m_input_begin(struct go_m_set *set);
void go_m_input_end(struct go_m_set *set, const char *path);

/* The findings of a finished set in the lines `from` to `to` of the file; *n says how many. */
const struct go_m_finding *go_m_between(const struct go_m_set *set, const char *file, unsigned from,
                                        unsigned to, size_t *n);

/* Does a func literal of the function capture a variable? Known with -m=2. */
bool go_m_captures(const struct go_m_set *set, const char *function);

/* Is the func literal of the finding one that its function itself holds, not one that was inlined
 * with another? False, too, if -m=2 was not given. */
bool go_m_has_literal(const struct go_m_set *set, const struct go_m_finding *f);

/* The finding for `what` at the place of the step: where {storage for WHAT} is reported. NULL if it
 * is not in the set. */
const struct go_m_finding *go_m_find(const struct go_m_set *set, const char *what, const char *file,
                                     unsigned line);

#endif
