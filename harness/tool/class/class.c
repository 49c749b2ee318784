/* class.c -- sums, and the end of a class. */
#include "class/class.h"

#include <stdlib.h>

int class_final(const struct class_answer *answer)
{
    if (answer->given >= 0)
        return (int)answer->given;
    if (!answer->marked)
        return -1;
    int left = answer->grade.total - answer->late_cost;
    return left > 0 ? left : 0;
}

int class_student_total(const struct class *c, const struct class_student *student)
{
    int total = 0;
    for (size_t e = 0; e < c->exercise_count; e++) {
        int final = class_final(&student->answers[e]);
        total += final > 0 ? final : 0;
    }
    return total;
}

bool class_student_marked(const struct class *c, const struct class_student *student)
{
    bool all = true;
    for (size_t e = 0; e < c->exercise_count; e++)
        all = all && class_final(&student->answers[e]) >= 0;
    return all;
}

void class_done(struct class *c)
{
    for (size_t i = 0; i < c->count; i++) {
        struct class_student *s = &c->students[i];
        for (size_t e = 0; s->answers != NULL && e < c->exercise_count; e++) {
            free(s->answers[e].path);
            free(s->answers[e].not_marked);
            free(s->answers[e].why);
            grade_record_done(&s->answers[e].grade);
        }
        free(s->answers);
        free(s->name);
        free(s->id);
        free(s->folder);
        free(s->page);
    }
    free(c->students);
    free(c->exercises);
    free(c->start_allocs);
}
