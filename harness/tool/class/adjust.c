/* adjust.c -- a CSV table, cell by cell. */
#include "class/adjust.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"
#include "grade/intake.h"

enum column { STUDENT, EXERCISE, LATE, MARKS, WHY, COLUMNS };

static const char *const names[COLUMNS] = { "student", "exercise", "late", "marks", "why" };

enum { CELLS = 16, CELL_MAX = 512 };

struct table {
    const char *path;
    FILE *file;
    long line, row_line; /* where we are, and where this row began */
    int cells;
    char cell[CELLS][CELL_MAX];
    int at[COLUMNS]; /* the cell of each column; -1: it has none */
};

/* A line of the table that cannot be used. Returns false. */
static bool wrong(const struct table *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static bool wrong(const struct table *t, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = xvprintf(fmt, args);
    va_end(args);
    cli_error("%s:%ld: %s", t->path, t->row_line, text);
    free(text);
    return false;
}

/* One cell; returns the character behind it. */
static int read_cell(struct table *t, char cell[CELL_MAX])
{
    size_t n = 0;
    bool quoted = false;
    for (;;) {
        int c = getc(t->file);
        t->line += c == '\n';
        if (c == EOF || (!quoted && (c == ',' || c == '\n'))) {
            while (n > 0 && isspace((unsigned char)cell[n - 1]))
                n--;
            cell[n] = '\0';
            return c;
        }
        if (c == '"' && quoted) {
            int next = getc(t->file);
            quoted = next == '"';
            if (!quoted) {
                ungetc(next, t->file);
                continue;
            }
        } else if (c == '"' && n == 0) {
            quoted = true;
            continue;
        }
        if (n < CELL_MAX - 1 && (n > 0 || !isspace(c)))
            cell[n++] = (char)c;
    }
}

/* The next row that is not empty and no comment. False: none. */
static bool read_row(struct table *t)
{
    for (;;) {
        int end = ',';
        t->row_line = t->line + 1;
        for (t->cells = 0; end == ',' && t->cells < CELLS; t->cells++)
            end = read_cell(t, t->cell[t->cells]);
        while (end == ',') {
            char rest[CELL_MAX];
            end = read_cell(t, rest);
        }
        if (t->cells == 1 && t->cell[0][0] == '\0' && end == EOF)
            return false;
        if ((t->cells > 1 || t->cell[0][0] != '\0') && t->cell[0][0] != '#')
            return true;
        if (end == EOF)
            return false;
    }
}

static const char *value(const struct table *t, enum column column)
{
    int at = t->at[column];
    return at >= 0 && at < t->cells ? t->cell[at] : "";
}

static bool read_head(struct table *t)
{
    if (!read_row(t))
        return wrong(t, "a first line with the names of columns was expected: %s",
                     "student,exercise,late,marks,why");
    const char *first = t->cell[0];
    if (strncmp(first, "\xef\xbb\xbf", 3) == 0)
        memmove(t->cell[0], first + 3, strlen(first + 3) + 1);
    for (int k = 0; k < COLUMNS; k++)
        t->at[k] = -1;
    for (int i = 0; i < t->cells; i++) {
        int k = 0;
        while (k < COLUMNS && strcasecmp(t->cell[i], names[k]) != 0)
            k++;
        if (k == COLUMNS)
            return wrong(t,
                         "a column 'student', 'exercise', 'late', 'marks' or 'why' was expected, "
                         "not '%s'",
                         t->cell[i]);
        t->at[k] = i;
    }
    return t->at[STUDENT] >= 0 || wrong(t, "a column '%s' was expected", "student");
}

/* A number from 0 to max; -1: the cell is empty. */
static bool number(const struct table *t, enum column column, long max, long *n)
{
    const char *text = value(t, column);
    char *end;
    *n = -1;
    if (text[0] == '\0')
        return true;
    errno = 0;
    *n = strtol(text, &end, 10);
    if (isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0 && *n <= max)
        return true;
    return wrong(t,
                 column == LATE ? "a number of days was expected, not '%s'"
                                : "a number of marks from 0 to 10 was expected, not '%s'",
                 text);
}

/* The one student with that name, number or page. */
static struct class_student *student_of(struct class *c, const struct table *t)
{
    struct class_student *found = NULL;
    char name[CELL_MAX];
    snprintf(name, sizeof name, "%s", value(t, STUDENT));
    grade_clean_name(name);
    for (size_t i = 0; i < c->count; i++) {
        struct class_student *s = &c->students[i];
        if (strcmp(s->name, name) != 0 && strcmp(s->page, name) != 0 &&
            (s->id[0] == '\0' || strcmp(s->id, name) != 0))
            continue;
        if (found != NULL) {
            wrong(t, "more than one student is '%s'; give the number, or the name in students/",
                  name);
            return NULL;
        }
        found = s;
    }
    if (found == NULL)
        wrong(t, "the name of a student of this class was expected, not '%s'", name);
    return found;
}

static bool is_exercise(const struct exercise *e, const char *key)
{
    if (strcmp(e->name, key) == 0 || strcmp(e->name + 3, key) == 0)
        return true;
    char *end;
    long n = strtol(key, &end, 10);
    return isdigit((unsigned char)key[0]) && *end == '\0' && n == strtol(e->name, NULL, 10);
}

static void apply(struct class_answer *a, const struct class_late *late, long days, long marks,
                  const char *why)
{
    if (days >= 0) {
        long paid = days > late->free_days ? days - late->free_days : 0;
        long most = GRADE_MARKS; /* no answer has more */
        a->late_cost = (int)(late->cost == 0 || paid == 0              ? 0
                             : paid > most || late->cost * paid > most ? most
                                                                       : late->cost * paid);
    }
    if (marks >= 0)
        a->given = marks;
    if (why[0] != '\0') {
        free(a->why);
        a->why = xprintf("%s", why);
        grade_clean_name(a->why);
    }
}

static bool row(struct class *c, const struct table *t, const struct class_late *late)
{
    long days, marks;
    const char *key = value(t, EXERCISE);
    struct class_student *s = student_of(c, t);
    if (s == NULL || !number(t, LATE, 10000, &days) || !number(t, MARKS, GRADE_MARKS, &marks))
        return false;
    if (marks >= 0 && key[0] == '\0')
        return wrong(t, "marks are for one exercise: the column '%s' was expected to name it",
                     names[EXERCISE]);
    bool any = false;
    for (size_t e = 0; e < c->exercise_count; e++)
        if (key[0] == '\0' || is_exercise(&c->exercises[e], key)) {
            apply(&s->answers[e], late, days, marks, value(t, WHY));
            any = true;
        }
    if (key[0] == '\0' && days >= 0)
        s->late = days;
    return any || wrong(t, "an exercise was expected, not '%s'", key);
}

bool class_adjust(struct class *c, const char *path, const struct class_late *late)
{
    struct table *t = xzalloc(sizeof *t);
    t->path = path;
    t->file = fopen(path, "r");
    bool good = t->file != NULL;
    if (!good)
        cli_error("%s: %s", path, strerror(errno));
    good = good && read_head(t);
    while (good && read_row(t))
        good = row(c, t, late);
    if (t->file != NULL)
        fclose(t->file);
    free(t);
    return good;
}
