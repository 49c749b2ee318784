/* option.h -- the options of a verb, and one line about the one that is wrong. */
#ifndef HM_CLI_OPTION_H
#define HM_CLI_OPTION_H

#include <getopt.h>

/* getopt_long() for a verb, which argv[0] names. '?' after it has said on stderr what is wrong;
 * getopt's own words, which name neither heapmark nor --help, are not printed. `longs` are told
 * apart by their val. */
int cli_option(int argc, char **argv, const char *shorts, const struct option *longs);

/* Before the first call of cli_option(): a fresh scan, also on the second one in a process. */
void cli_options_begin(void);

/* "heapmark VERB" of the last cli_option(), or "heapmark": who speaks, for what several verbs
 * share. */
const char *cli_speaker(void);

#endif
