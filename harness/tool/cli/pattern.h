/* pattern.h -- the regular expression that selects one benchmark. */
#ifndef HM_CLI_PATTERN_H
#define HM_CLI_PATTERN_H

/* ^Name$/^impl=boxed$ for Name/impl=boxed, with everything else taken literally, as -bench of our
 * programs and -test.bench of Go's take it. Owned by the caller. */
char *cli_pattern(const char *name);

#endif
