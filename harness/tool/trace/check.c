/* check.c -- each verdict of a report as the messages that WANT comments are about. */
#include "trace/check.h"

#include <stdlib.h>
#include <string.h>

#include "want/want.h"

struct messages {
    struct want_message *at; /* texts owned */
    size_t count, room;
    const char **files; /* of the messages, each once */
    size_t file_count;
};

static bool reported(const struct verdict_site *site, char *const *files)
{
    if (site->outside || site->harness || site->at.file == NULL)
        return false;
    for (size_t i = 0; files[i] != NULL; i++)
        if (want_same_file(site->at.file, files[i]))
            return true;
    return files[0] == NULL;
}

static bool add_site(struct messages *m, const struct verdict_site *site)
{
    char text[VERDICT_LINE], call[VERDICT_LINE / 4], whole[sizeof text + sizeof call];
    const char *file = site->at.file; /* sites are in order of files */
    if (m->file_count == 0 || strcmp(m->files[m->file_count - 1], file) != 0)
        m->files[m->file_count++] = file;
    for (size_t e = 0; e < site->end_count;) {
        e = verdict_part_text(site, e, text, sizeof text);
        snprintf(whole, sizeof whole, "%s %s", verdict_call_text(site, call, sizeof call), text);
        struct want_message *added = &m->at[m->count];
        *added = (struct want_message){ file, (unsigned)site->at.line, (unsigned)site->at.column,
                                        strdup(whole) };
        if (added->text == NULL)
            return false;
        m->count++;
    }
    return true;
}

static bool collect(struct messages *m, const struct verdict_report *report, char *const *files)
{
    for (size_t i = 0; i < report->site_count; i++)
        m->room += report->sites[i].end_count;
    m->at = calloc(m->room + 1, sizeof *m->at);
    m->files = calloc(report->site_count + 1, sizeof *m->files);
    bool ok = m->at != NULL && m->files != NULL;
    for (size_t i = 0; i < report->site_count && ok; i++)
        if (reported(&report->sites[i], files))
            ok = add_site(m, &report->sites[i]);
    return ok;
}

bool trace_check(FILE *out, const struct verdict_report *report, char *const *files)
{
    struct messages m = { 0 };
    bool held = collect(&m, report, files);
    if (held) {
        size_t count = 0;
        while (files[count] != NULL)
            count++;
        struct want_result result =
            want_check(out, count > 0 ? (const char *const *)files : m.files,
                       count > 0 ? count : m.file_count, m.at, m.count);
        held = want_held(&result);
    } else {
        fputs("no memory to compare the WANT comments\n", out);
    }
    for (size_t i = 0; i < m.count; i++)
        free((char *)m.at[i].text);
    free(m.at);
    free(m.files);
    return held;
}
