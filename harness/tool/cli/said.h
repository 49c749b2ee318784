/* said.h -- errors of the standard output. errno is valid only right after a failed write, and
 * main() reports it at the end. */
#ifndef HM_CLI_SAID_H
#define HM_CLI_SAID_H

/* Call right after a write to the standard output: flushes it and keeps errno if that failed. */
void cli_said(void);

/* The errno of the first write that failed; 0: none did, or cli_said() was not called after it. */
int cli_said_why(void);

#endif
