/* verbs.c -- the list of verbs: adding one is a line here and a cmd_<verb>.c. */
#include "cli/verb.h"

#include <stddef.h>

const struct cli_verb cli_verbs[] = {
    { "compare", "join benchmark files, and show what differs and how surely", cmd_compare },
    { "explain", "put compilers, a run and the counts side by side", cmd_explain },
    { "exercise", "list, check, hint, reset and watch the exercises", cmd_exercise },
    { "go", "measure a Go package, and explain which of its lines cost", cmd_go },
    { "grade", "mark a folder of answers to the exercises", cmd_grade },
    { "grade-all", "mark the answers of a class, and report on it", cmd_grade_all },
    { "read-m", "explain what go build -gcflags=-m says, and what it costs", cmd_read_m },
    { "run", "run any dynamically linked program and count its allocations", cmd_run },
    { "site", "write docs, counts and traces as pages for a browser", cmd_site },
    { "trace", "say which frame each heap block could have lived in", cmd_trace },
    { "escape", "say which heap blocks of C files are proven to stay", cmd_escape },
    { "verify", "count the same iterations with three instruments", cmd_verify },
    { NULL, NULL, NULL },
};
