/* write_text.c -- one line per verdict; contract in write.h. */
#include "escape/write.h"

static void write_place(FILE *out, struct escape_place at)
{
    if (at.file == NULL)
        fputs("(no place)", out);
    else if (at.column == 0)
        fprintf(out, "%s:%u", at.file, at.line);
    else
        fprintf(out, "%s:%u:%u", at.file, at.line, at.column);
}

static void write_flow(FILE *out, const struct escape_verdict *verdict)
{
    for (size_t i = 0; i < verdict->flow_count; i++) {
        write_place(out, verdict->at);
        fprintf(out, ":     from %s", verdict->flow[i].text);
        if (verdict->flow[i].at.file != NULL) {
            fputs(" at ", out);
            write_place(out, verdict->flow[i].at);
        }
        fputc('\n', out);
    }
}

void escape_write_text(FILE *out, const struct escape_verdicts *verdicts, bool why)
{
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct escape_verdict *verdict = &verdicts->list[i];
        write_place(out, verdict->at);
        fprintf(out, ": %s", verdict->message);
        if (verdict->gcc != NULL && verdict->clang != NULL)
            fprintf(out, "  [-O2: gcc %s, clang %s]", verdict->gcc, verdict->clang);
        fputc('\n', out);
        if (why)
            write_flow(out, verdict);
    }
}
