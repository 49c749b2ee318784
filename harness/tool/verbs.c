/* verbs.c -- the list of verbs: adding one is a line here and a cmd_<verb>.c. */
#include "cli/verb.h"

#include <stddef.h>

const struct hm__verb hm__verbs[] = {
    { "compare", "join benchmark files, and show what differs and how surely", hm__cmd_compare },
    { "explain", "put compilers, a run and the counts side by side", hm__cmd_explain },
    { "exercise", "list, check, hint, reset and watch the exercises", hm__cmd_exercise },
    { "grade", "mark a folder of answers to the exercises", hm__cmd_grade },
    { "read-m", "explain what go build -gcflags=-m says, and what it costs", hm__cmd_read_m },
    { "run", "run any dynamically linked program and count its allocations", hm__cmd_run },
    { "trace", "say which frame each heap block could have lived in", hm__cmd_trace },
    { "escape", "say which heap blocks of C files are proven to stay", hm__cmd_escape },
    { "verify", "count the same iterations with three instruments", hm__cmd_verify },
    { NULL, NULL, NULL },
};
