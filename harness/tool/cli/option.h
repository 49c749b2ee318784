/* option.h -- the options of a verb as a table, and one line about the one that is wrong. */
#ifndef HM_CLI_OPTION_H
#define HM_CLI_OPTION_H

#include <stdbool.h>

enum cli_value { CLI_NO_VALUE, CLI_VALUE, CLI_MAYBE_VALUE };

/* One option and what it sets: a flag, a text, or whatever `take` does with the value. */
struct cli_option {
    const char *name; /* without the dashes */
    enum cli_value value;
    bool *flag;                                 /* becomes true */
    const char **text;                          /* becomes the value, which lives in argv */
    bool (*take)(void *ctx, const char *value); /* false after it has said what is wrong */
    void *ctx;
};

#define CLI_OPTIONS_END                                                                            \
    { .name = "help" },                                                                            \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* How cli_parse() reads a line. */
enum cli_order {
    CLI_MIXED,         /* options and operands in any order; after `--` all are operands */
    CLI_OPERANDS_LAST, /* the first operand ends the options */
};

enum { CLI_GO_ON = -1 };

/* Read the options of the verb argv[0], as getopt_long() would: --name=value or --name value, and a
 * name may be shortened as long as it is unique. Returns CLI_GO_ON, and then *argc and *argv are
 * the operands alone; or the exit status of the verb, after the help was printed or after one line
 * on stderr. Changes the order of argv. */
int cli_parse(int *argc, char ***argv, const struct cli_option *options, enum cli_order order,
              const char *help);

enum cli_taken {
    CLI_TAKEN,
    CLI_HELP, /* --help or -h */
    CLI_UNKNOWN,
    CLI_WANTS_VALUE,
    CLI_TAKES_NO_VALUE,
    CLI_WRONG_VALUE, /* take() has said why */
};

/* One option, for verbs whose command line also holds what a compiler is to see. *next is the
 * argument behind it; it becomes NULL if it was taken as the value. With next NULL the name must be
 * whole, and a value stands behind a '=' and is not empty. */
enum cli_taken cli_option_take(const struct cli_option *options, const char *arg,
                               const char **next);

#endif
