/* plan.c -- reads ladder.txt, line by line, and says what is wrong with a line. */
#include "ladder/plan.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

#define BLANKS " \t\r"

static const struct {
    const char *name, *form;
    int least, most; /* fields */
    bool needed;
} keys[LADDER_N_KEYS] = {
    [LADDER_TITLE] = { "title", "TITLE", 1, 1, true },
    [LADDER_WRITTEN] = { "written", "RUN", 1, 1, true },
    [LADDER_OPTIMISED] = { "optimised", "RUN", 1, 1, false },
    [LADDER_GO] = { "go", "RUN or RUN | CONFIG KEY", 1, 2, false },
    [LADDER_GROUP] = { "group", "GROUP", 1, 1, true },
    [LADDER_BASE] = { "base", "RUNG", 1, 1, true },
    [LADDER_BECAUSE] = { "because", "RUNG | RUNG | WHY", 3, 3, false },
    [LADDER_TIME] = { "time", "RUNG", 1, 1, false },
    [LADDER_PAIRS] = { "pairs", "GROUP | VARIANT | VARIANT | TITLE", 4, 4, false },
    [LADDER_WHERE] = { "where", "TITLE, TITLE | CONFIG KEY or TITLE | CONFIG KEY | PROOF", 1, 3,
                       false },
    [LADDER_RUNG] = { "rung", "RUNG or RUNG | IN GO", 1, 2, true },
    [LADDER_ELSEWHERE] = { "elsewhere", "RUN | LABEL", 2, 2, false },
};

/* Cut blanks off both ends, in place. */
static char *trim(char *text)
{
    text += strspn(text, BLANKS);
    for (char *end = text + strlen(text); end > text && strchr(BLANKS, end[-1]) != NULL;)
        *--end = '\0';
    return text;
}

static char *bad(const struct ladder_plan *plan, int line, const char *expected, const char *found)
{
    return found == NULL
               ? xprintf("%s:%d: expected %s", plan->path, line, expected)
               : xprintf("%s:%d: expected %s, found '%s'", plan->path, line, expected, found);
}

static char *unknown_key(const struct ladder_plan *plan, int line, const char *found)
{
    char *names = xprintf("one of the keys %s", keys[0].name);
    for (int k = 1; k < LADDER_N_KEYS; k++)
        xappend(&names, ", %s", keys[k].name);
    char *wrong = bad(plan, line, names, found);
    free(names);
    return wrong;
}

/* Cut a value at its bars. Returns how many fields there are, or -1: too many, or an empty one. */
static int cut(struct ladder_plan *plan, char *value, struct ladder_line *line)
{
    int n = 0;
    for (char *next; value != NULL; value = next) {
        next = strchr(value, '|');
        if (next != NULL)
            *next++ = '\0';
        value = trim(value);
        if (n == LADDER_FIELDS || *value == '\0')
            return -1;
        line->field[n++] = text_strpool_put(&plan->pool, value, strlen(value));
    }
    return n;
}

static const struct ladder_line *find(const struct ladder_plan *plan, const char *rung)
{
    for (size_t i = 0; i < plan->n_rungs; i++)
        if (strcmp(plan->rungs[i].field[0], rung) == 0)
            return &plan->rungs[i];
    return NULL;
}

static char *take(struct ladder_plan *plan, enum ladder_key key, const struct ladder_line *line)
{
    if (key == LADDER_RUNG) {
        if (find(plan, line->field[0]) != NULL)
            return bad(plan, line->number, "each rung once", line->field[0]);
        *XPUSH(plan->rungs, plan->n_rungs, plan->rungs_cap) = *line;
    } else if (key == LADDER_ELSEWHERE) {
        *XPUSH(plan->elsewhere, plan->n_elsewhere, plan->elsewhere_cap) = *line;
    } else if (plan->one[key].number != 0) {
        return bad(plan, line->number, "each key but rung and elsewhere once", keys[key].name);
    } else {
        plan->one[key] = *line;
    }
    return NULL;
}

/* One line, ended by NUL. Returns NULL, or what is wrong with it. */
static char *read_line(struct ladder_plan *plan, char *text, int number)
{
    struct ladder_line line = { .number = number };
    text = trim(text);
    if (*text == '\0' || *text == '#')
        return NULL;
    char *colon = strchr(text, ':');
    if (colon == NULL)
        return bad(plan, number, "KEY: VALUE", text);
    *colon = '\0';
    const char *name = trim(text);
    for (int key = 0; key < LADDER_N_KEYS; key++) {
        if (strcmp(name, keys[key].name) != 0)
            continue;
        int n = cut(plan, colon + 1, &line);
        if (n >= keys[key].least && n <= keys[key].most)
            return take(plan, (enum ladder_key)key, &line);
        char *form = xprintf("%s: %s", name, keys[key].form),
             *wrong = bad(plan, number, form, NULL);
        free(form);
        return wrong;
    }
    return unknown_key(plan, number, name);
}

/* The lines that name a rung of the ladder name one that there is. */
static char *check_rungs(const struct ladder_plan *plan)
{
    static const struct {
        enum ladder_key key;
        int field;
    } names[] = {
        { LADDER_BASE, 0 }, { LADDER_BECAUSE, 0 }, { LADDER_BECAUSE, 1 }, { LADDER_TIME, 0 }
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct ladder_line *line = &plan->one[names[i].key];
        const char *name = line->field[names[i].field];
        if (name != NULL && find(plan, name) == NULL)
            return bad(plan, line->number, "the name of a rung", name);
    }
    return NULL;
}

static char *check(const struct ladder_plan *plan, int last)
{
    for (int key = 0; key < LADDER_N_KEYS; key++) {
        bool there = key == LADDER_RUNG ? plan->n_rungs > 0 : plan->one[key].number != 0;
        if (there || !keys[key].needed)
            continue;
        char *want = xprintf("a line '%s: %s' above the end", keys[key].name, keys[key].form);
        char *wrong = bad(plan, last, want, NULL);
        free(want);
        return wrong;
    }
    return check_rungs(plan);
}

char *ladder_plan_read(struct ladder_plan *plan, const char *dir)
{
    char *wrong = NULL, *line = NULL;
    size_t cap = 0;
    int number = 0;
    plan->path = xprintf("%s/ladder.txt", dir);
    FILE *in = fopen(plan->path, "r");
    if (in != NULL)
        errno = 0;
    while (in != NULL && wrong == NULL && getline(&line, &cap, in) > 0) {
        line[strcspn(line, "\n")] = '\0';
        wrong = read_line(plan, line, ++number);
    }
    if (in == NULL || ferror(in))
        wrong =
            xprintf("%s: expected the description of a ladder: %s", plan->path, strerror(errno));
    free(line);
    if (in != NULL)
        fclose(in);
    return wrong != NULL ? wrong : check(plan, number > 0 ? number : 1);
}

void ladder_plan_done(struct ladder_plan *plan)
{
    free(plan->path);
    free(plan->rungs);
    free(plan->elsewhere);
    text_strpool_done(&plan->pool);
}

const char *ladder_plan_field(const struct ladder_plan *plan, enum ladder_key key, int field)
{
    return plan->one[key].field[field];
}
