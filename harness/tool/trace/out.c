/* out.c -- a report goes to a file whole or not at all. */
#include "trace/out.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/said.h"

/* main() reports a failed stdout. Any other failure of a writer is lack of memory. */
static bool to_stdout(trace_writer *write, const void *report)
{
    bool ok = write(stdout, report);
    cli_said();
    if (!ok && !ferror(stdout))
        fputs("heapmark trace: no memory for the report\n", stderr);
    return ok;
}

bool trace_out(const char *path, trace_writer *write, const void *report)
{
    if (strcmp(path, "-") == 0)
        return to_stdout(write, report);
    FILE *out = fopen(path, "w");
    bool ok = out != NULL && write(out, report);
    int why = errno;
    struct stat st;
    bool regular = out != NULL && fstat(fileno(out), &st) == 0 && S_ISREG(st.st_mode);
    if (out != NULL && fclose(out) != 0) {
        why = ok ? errno : why;
        ok = false;
    }
    if (!ok) {
        fprintf(stderr, "heapmark trace: %s: %s\n", path, strerror(why));
        if (regular)
            unlink(path); /* half a report is no report; a device file stays */
    }
    return ok;
}
