/* junit.c -- a test case for each check: broken is a failure, what could not be judged an error. */
#include "formats/junit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"
#include "text/write.h"

/* XML is UTF-8. A line break within text stays one; text_markup() would leave it out. */
static void put(FILE *out, const char *text)
{
    char *copy = xprintf("%s", text);
    for (char *line = copy; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        hm_base_make_utf8(line);
        text_markup(out, line);
        if (end != NULL && end[1] != '\0')
            fputc('\n', out);
        line = end != NULL ? end + 1 : NULL;
    }
    free(copy);
}

static void attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    put(out, value);
    fputc('"', out);
}

static void check(FILE *out, const struct formats_check *c)
{
    fputs("    <testcase", out);
    attribute(out, "classname", c->group);
    attribute(out, "name", c->name);
    if (c->held == FORMATS_HELD) {
        fputs("/>\n", out);
        return;
    }
    const char *kind = c->held == FORMATS_BROKEN ? "failure" : "error";
    fprintf(out, ">\n      <%s", kind);
    attribute(out, "message", c->message);
    fputc('>', out);
    put(out, c->text != NULL ? c->text : "");
    fprintf(out, "</%s>\n    </testcase>\n", kind);
}

bool formats_junit(FILE *out, const char *suite, const struct formats_check *checks, size_t count)
{
    size_t with[3] = { 0 };
    for (size_t i = 0; i < count; i++)
        with[checks[i].held]++;
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite tests=\"%zu\" "
            "failures=\"%zu\" errors=\"%zu\"",
            count, with[FORMATS_BROKEN], with[FORMATS_UNJUDGED]);
    attribute(out, "name", suite);
    fputs(">\n", out);
    for (size_t i = 0; i < count; i++)
        check(out, &checks[i]);
    fputs("  </testsuite>\n</testsuites>\n", out);
    return fflush(out) == 0 && !ferror(out);
}
