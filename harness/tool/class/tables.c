/* tables.c -- grades.csv, similar.csv and similar.md. Lines end as RFC 4180 wants, but in a newline
 * alone. */
#include "class/reports.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "exercise/exercise.h"

enum { LISTED = 40 }; /* pairs of one exercise on a page */

void class_csv_field(FILE *to, const char *text, char after)
{
    bool formula = text[0] != '\0' && strchr("=+-@\t", text[0]) != NULL;
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        fputc('"', to);
    if (formula)
        fputc('\'', to);
    for (; *text != '\0'; text++)
        fprintf(to, *text == '"' ? "\"%c" : "%c", *text);
    if (quoted)
        fputc('"', to);
    fputc(after, to);
}

void class_csv(const struct class *c, FILE *to)
{
    fputs("student,id,page,", to);
    for (size_t e = 0; e < c->exercise_count; e++)
        class_csv_field(to, c->exercises[e].name, ',');
    fputs("total,max,late\n", to);
    for (size_t i = 0; i < c->count; i++) {
        const struct class_student *s = &c->students[i];
        class_csv_field(to, s->name, ',');
        class_csv_field(to, s->id, ',');
        class_csv_field(to, s->page, ',');
        for (size_t e = 0; e < c->exercise_count; e++) {
            int final = class_final(&s->answers[e]);
            fprintf(to, final >= 0 ? "%d," : ",", final);
        }
        fprintf(to, class_student_marked(c, s) ? "%d," : ",", class_student_total(c, s));
        fprintf(to, "%d,%ld\n", (int)c->exercise_count * GRADE_MARKS, s->late);
    }
}

/* Moodle finds a participant by the number that it put into the name of the folder. */
void class_moodle(const struct class *c, FILE *to)
{
    fputs("Identifier,Full name,Grade,Maximum Grade\n", to);
    for (size_t i = 0; i < c->count; i++) {
        const struct class_student *s = &c->students[i];
        fprintf(to, s->id[0] != '\0' ? "Participant %s," : ",", s->id);
        class_csv_field(to, s->name, ',');
        fprintf(to, class_student_marked(c, s) ? "%d," : ",", class_student_total(c, s));
        fprintf(to, "%d\n", (int)c->exercise_count * GRADE_MARKS);
    }
}

void class_canvas(const struct class *c, FILE *to)
{
    fputs("Student,ID,SIS User ID,SIS Login ID,Section", to);
    for (size_t e = 0; e < c->exercise_count; e++)
        fprintf(to, ",%s", c->exercises[e].name); /* a folder's name: digits and a word */
    fputs("\nPoints Possible,,,,", to);
    for (size_t e = 0; e < c->exercise_count; e++)
        fprintf(to, ",%d", GRADE_MARKS);
    fputc('\n', to);
    for (size_t i = 0; i < c->count; i++) {
        const struct class_student *s = &c->students[i];
        class_csv_field(to, s->name, ',');
        fprintf(to, "%s,,,", s->id);
        for (size_t e = 0; e < c->exercise_count; e++) {
            int final = class_final(&s->answers[e]);
            fprintf(to, final >= 0 ? ",%d" : ",", final);
        }
        fputc('\n', to);
    }
}

static const char *words(const struct class_pair *pair)
{
    static const char *const how[] = {
        [CLASS_SAME_BYTES] = "the same file",
        [CLASS_SAME_TOKENS] = "the same but for blanks and comments",
        [CLASS_SAME_NAMES] = "the same but for names, numbers and texts",
        [CLASS_NEAR] = "nearly the same",
    };
    return how[pair->how];
}

/* Of many equal answers each is listed once, beside the first one. told[i]: student i was. */
static bool is_told(bool *told, const struct class_pair *pair)
{
    if (told[pair->a] || (told[pair->b] && pair->how == CLASS_NEAR))
        return true;
    bool before = told[pair->b];
    told[pair->b] = before || pair->how != CLASS_NEAR;
    return before;
}

static void cells(const struct class *c, const struct class_pair *pair, struct class_page *page)
{
    class_page_cell(page, "%s", c->students[pair->a].page);
    class_page_cell(page, "%s", c->students[pair->b].page);
    class_page_cell(page, "%s", words(pair));
    class_page_cell(page, "%d %%", pair->percent);
}

void class_similar_page(const struct class *c, const struct class_pair *pairs, size_t count,
                        struct class_page *page)
{
    static const char *const names[] = { "one", "other", "what", "in common", NULL };
    class_page_begin(page, "Answers that look alike");
    class_page_text(page,
                    "What start.c and the solutions of the course contain is left out. A short "
                    "answer may look like another one by itself: read both before you ask.");
    if (count == 0)
        class_page_text(page, "There are none.");
    bool *told = xzalloc(c->count + 1);
    for (size_t i = 0; i < count;) {
        size_t e = pairs[i].exercise, listed = 0;
        memset(told, 0, c->count);
        class_page_heading(page, "%s", c->exercises[e].name);
        class_page_table(page, names);
        for (; i < count && pairs[i].exercise == e; i++) {
            if (is_told(told, &pairs[i]))
                continue;
            if (listed++ < LISTED)
                cells(c, &pairs[i], page);
        }
        class_page_table_end(page);
        if (listed > LISTED)
            class_page_text(page, "%zu more pairs are in similar.csv.", listed - LISTED);
    }
    free(told);
    class_page_end(page);
}

void class_similar_csv(const struct class *c, const struct class_pair *pairs, size_t count,
                       FILE *to)
{
    fputs("exercise,one,other,what,percent\n", to);
    for (size_t i = 0; i < count; i++) {
        class_csv_field(to, c->exercises[pairs[i].exercise].name, ',');
        class_csv_field(to, c->students[pairs[i].a].page, ',');
        class_csv_field(to, c->students[pairs[i].b].page, ',');
        class_csv_field(to, words(&pairs[i]), ',');
        fprintf(to, "%d\n", pairs[i].percent);
    }
}
