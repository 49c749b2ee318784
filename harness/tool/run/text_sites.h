/* text_sites.h -- the sites of a process as text. */
#ifndef HM_RUN_TEXT_SITES_H
#define HM_RUN_TEXT_SITES_H

#include "run/report.h"

/* Frames inside the C library or a library's headers are folded into the one that the program
 * called, and names are cut in the middle; JSON has all of them. exe: the program, so that a report
 * of another one is told; NULL: not known. */
void run_text_sites(FILE *out, const struct run_sites *sites, const char *exe);

/* Write the name of a file or program: it may hold any byte but a slash and NUL, and a terminal
 * would obey some of them. */
void run_text_plain(FILE *out, const char *text);

#endif
