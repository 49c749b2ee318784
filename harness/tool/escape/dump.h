/* dump.h -- read what gcc has left of a file after its last pass over GIMPLE.
 *
 * With -fdump-tree-optimized-lineno-asmname=stdout gcc writes each statement with its place:
 *   [a.c:4:12] p_3 = malloc (8);
 * and with -dx it makes no machine code of them, which would be a third to two thirds of its time
 * and could delete no call. Knows no LLVM. */
#ifndef HM_ESCAPE_DUMP_H
#define HM_ESCAPE_DUMP_H

#include "escape/o2.h"

/* Add each call of one of `symbols` (which ends with NULL) in the text that gcc wrote, the files
 * that it names, and its version. o2->version is NULL afterwards if gcc did not write the text. */
void escape_dump_read(const char *text, const char *const *symbols, struct escape_o2 *o2);

#endif
