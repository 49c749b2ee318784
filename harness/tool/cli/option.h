/* option.h -- the options of a verb, and one line about the one that is wrong. */
#ifndef HM_OPTION_H
#define HM_OPTION_H

#include <getopt.h>

/* getopt_long() for a verb, which argv[0] names. '?' after it has said on stderr what is wrong;
 * getopt's own words, which name neither heapmark nor --help, are not printed. `longs` are told
 * apart by their val. */
int hm__option(int argc, char **argv, const char *shorts, const struct option *longs);

/* Before the first call of hm__option(): a fresh scan, also on the second one in a process. */
void hm__options_begin(void);

/* "heapmark VERB" of the last hm__option(), or "heapmark": who speaks, for what several verbs
 * share. */
const char *hm__speaker(void);

#endif
