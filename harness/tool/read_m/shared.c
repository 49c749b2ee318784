/* shared.c -- what the verbs read-m and go have in common: formats, and functions that must not
 * cost a block. */
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/option.h"
#include "cli/verb.h"
#include "cli/xalloc.h"
#include "read_m/out.h"

static const char *const formats[] = { "text", "json", "editor", "sarif", "annotate", "html" };

static bool take_format(void *shared, const char *value)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(value, formats[i]) == 0) {
            ((struct read_m_shared *)shared)->format = formats[i];
            return true;
        }
    cli_error("--format=%s: expected text, json, editor, sarif, annotate or html", value);
    return false;
}

/* --annotate is short for --format=annotate, --annotate=html for --format=html. */
static bool take_annotate(void *shared, const char *value)
{
    if (value == NULL || strcmp(value, "text") == 0)
        return take_format(shared, "annotate");
    if (strcmp(value, "html") == 0)
        return take_format(shared, "html");
    cli_error("--annotate=%s: expected text or html", value);
    return false;
}

static bool take_promise(void *shared, const char *value)
{
    struct read_m_promises *p = &((struct read_m_shared *)shared)->promises;
    if (strncmp(value, "heap:", 5) != 0 || value[5] == '\0') {
        cli_error("--fail-on=%s: expected heap:FUNCTION, as -m names it: heap:(*T).F", value);
        return false;
    }
    *XPUSH(p->names, p->n, p->cap) = value + 5;
    return true;
}

void read_m_shared_options(struct cli_option *options, struct read_m_shared *shared)
{
    const struct cli_option all[READ_M_SHARED] = {
        { "format", CLI_VALUE, .take = take_format, .ctx = shared },
        { "annotate", CLI_MAYBE_VALUE, .take = take_annotate, .ctx = shared },
        { "fail-on", CLI_VALUE, .take = take_promise, .ctx = shared },
        { "all", .flag = &shared->all },
        { "json", .flag = &shared->json },
    };
    memcpy(options, all, sizeof all);
}

/* False if a source could not be read. */
static bool write_format(const struct read_m *in, const char *format)
{
    if (format == NULL || strcmp(format, "text") == 0)
        read_m_text(stdout, in);
    else if (strcmp(format, "json") == 0)
        read_m_json(stdout, in);
    else if (strcmp(format, "editor") == 0)
        read_m_editor(stdout, in);
    else if (strcmp(format, "sarif") == 0)
        read_m_sarif(stdout, in);
    else
        return read_m_annotate(stdout, in, strcmp(format, "html") == 0);
    return true;
}

int read_m_write(const struct read_m *in, struct read_m_shared *shared, bool clean)
{
    size_t broken = 0;
    if (in->set->n_findings > 0 || in->set->n_problems == 0) {
        clean &= write_format(in, shared->json ? "json" : shared->format);
        clean &= read_m_promises_known(&shared->promises, in->set);
        read_m_read_promises(&shared->promises, in->set);
        broken = read_m_broken(&shared->promises, in);
    }
    for (size_t i = 0; i < in->set->n_problems; i++)
        cli_error("%s", in->set->problems[i].text);
    if (!clean || in->set->n_problems > 0)
        return HM_EXIT_USAGE;
    return broken == 0 ? HM_EXIT_OK : HM_EXIT_NO;
}

void read_m_shared_done(struct read_m_shared *shared)
{
    free(shared->promises.names);
}
