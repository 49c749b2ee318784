/* error.h -- one line on stderr that begins with who speaks. */
#ifndef HM_CLI_ERROR_H
#define HM_CLI_ERROR_H

/* Name the verb that runs; main() does, once. */
void cli_set_verb(const char *verb);

/* "heapmark VERB", or "heapmark" before there is one. */
const char *cli_speaker(void);

/* Print "heapmark VERB: ..." as one line, whatever bytes a name has: '?' for a control character.
 * Returns HM_EXIT_USAGE, the exit status of most errors. */
int cli_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
