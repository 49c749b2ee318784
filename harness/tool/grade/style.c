/* style.c -- helpers that are not static, and what is left over from testing: assert, debugging
 * output, an own main(). */
#include "grade/style.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

enum { ADVICE = 4 * GRADE_INSPECT_NAMES };

static const char *const output[] = {
    "printf",        "puts",    "putchar",  "putc",   "fputc",  "fputs",
    "fprintf",       "vprintf", "vfprintf", "perror", "fflush", "__printf_chk",
    "__fprintf_chk", "stdout",  "stderr",   NULL,
};
static const char *const assertions[] = { "__assert_fail", "__assert", NULL };

static bool one_of(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool is_output(const char *name)
{
    return one_of(output, name);
}

static bool is_assertion(const char *name)
{
    return one_of(assertions, name);
}

static bool is_main(const char *name)
{
    return strcmp(name, GRADE_OWN_MAIN) == 0;
}

/* A function of the answer's own, not one in the place of the harness's or a library's. */
static bool is_helper(const char *name)
{
    size_t n = strlen(name);
    bool reserved = name[0] == '_' || strncmp(name, "hm_", 3) == 0 ||
                    strncmp(name, "mall", 4) == 0 || (n > 5 && strcmp(name + n - 5, "allocx") == 0);
    return !reserved && dlsym(RTLD_DEFAULT, name) == NULL;
}

/* Move the names that are `like` from one list to another, which the caller has emptied. */
static void move(char from[GRADE_INSPECT_NAMES], bool (*like)(const char *name),
                 char to[GRADE_INSPECT_NAMES])
{
    char rest[GRADE_INSPECT_NAMES] = "", *next = NULL;
    for (char *name = strtok_r(from, " ", &next); name != NULL; name = strtok_r(NULL, " ", &next)) {
        char *list = like(name) ? to : rest;
        size_t used = strlen(list);
        snprintf(list + used, GRADE_INSPECT_NAMES - used, "%s%s", used > 0 ? " " : "", name);
    }
    memcpy(from, rest, sizeof rest);
}

static void advise(char text[ADVICE], const char *names, const char *what)
{
    size_t used = strlen(text);
    if (names[0] != '\0')
        snprintf(text + used, ADVICE - used, "%s%s%s", used > 0 ? "; " : "", what, names);
}

void grade_style(struct grade_job *job, struct grade_inspected *in)
{
    char helpers[GRADE_INSPECT_NAMES] = "", mains[GRADE_INSPECT_NAMES] = "";
    char asserts[GRADE_INSPECT_NAMES] = "", prints[GRADE_INSPECT_NAMES] = "", advice[ADVICE] = "";
    move(in->defines, is_main, mains);
    move(in->defines, is_helper, helpers);
    move(in->calls, is_assertion, asserts);
    move(in->calls, is_output, prints);
    grade_note(job, GRADE_KIND_STYLE, helpers[0] == '\0', "helpers are static",
               helpers[0] != '\0' ? "write static in front of %.300s" : "%s", helpers);
    if (mains[0] != '\0')
        advise(advice, "main()", "take out your own ");
    if (asserts[0] != '\0')
        advise(advice, "assert()", "take out ");
    advise(advice, prints, "take out the output to the terminal: ");
    grade_note(job, GRADE_KIND_STYLE, advice[0] == '\0', "nothing is left over from testing",
               "%.340s", advice);
}
