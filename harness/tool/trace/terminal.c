/* terminal.c -- a report folded for the terminal in which it is read; contract in terminal.h. */
#include "trace/terminal.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "text/write.h"

bool trace_terminal(FILE *out, const struct verdict_report *report)
{
    if (out != stdout || !isatty(STDOUT_FILENO))
        return verdict_text(out, report);
    struct cli_text text;
    FILE *whole = xtext_open(&text);
    bool ok = verdict_text(whole, report);
    fclose(whole);
    if (ok)
        text_fold(out, text.bytes, text.length, text_terminal_columns());
    free(text.bytes);
    return ok && fflush(out) == 0 && !ferror(out);
}
