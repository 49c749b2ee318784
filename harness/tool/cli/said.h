/* said.h -- the standard output of a verb: what hindered a write is known only right after it, and
 * main() tells it at the end. */
#ifndef HM_CLI_SAID_H
#define HM_CLI_SAID_H

/* Right after something was written to the standard output: flush it, and keep why it did not
 * arrive. */
void cli_said(void);

/* The errno of the first write that did not arrive; 0: all did, or nobody asked right after it. */
int cli_said_why(void);

#endif
